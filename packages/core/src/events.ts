import type { z } from 'zod';
import { invitationEvents, roleBindingEvents, serviceAccountEvents, tokenEvents } from './access/index.ts';
import { annotationUiEvents } from './annotation-uis/index.ts';
import { annotationEvents } from './annotations/index.ts';
import { externalUserEvents } from './external-users/index.ts';
import { guidelineEvents } from './guidelines/index.ts';
import { itemEvents } from './items/index.ts';
import type { NewEvent, Transport } from './kernel/index.ts';
import { organizationEvents } from './organizations/index.ts';
import { predictionEvents } from './predictions/index.ts';
import { projectEvents } from './projects/index.ts';
import { taskEvents } from './tasks/index.ts';
import { userEvents } from './users/index.ts';

/**
 * Every event type and the schema of its data. Events carry ids and small fields, never item data, answers, texts or
 * secrets.
 */
export const eventSchemas = {
  ...userEvents,
  ...tokenEvents,
  ...organizationEvents,
  ...roleBindingEvents,
  ...invitationEvents,
  ...serviceAccountEvents,
  ...externalUserEvents,
  ...projectEvents,
  ...annotationUiEvents,
  ...guidelineEvents,
  ...itemEvents,
  ...taskEvents,
  ...predictionEvents,
  ...annotationEvents,
} as const satisfies Record<`goldset.${string}.${string}`, z.ZodType>;

/** The type of an event, which names a change of state. */
export type EventType = keyof typeof eventSchemas;

/** The data of an event of one type. */
export type EventData<Type extends EventType> = Transport<(typeof eventSchemas)[Type]>;

/** An event to which a store will add the organization and project of its scope. */
export type DomainEvent<Type extends EventType = EventType> = NewEvent<Type, EventData<Type>>;
