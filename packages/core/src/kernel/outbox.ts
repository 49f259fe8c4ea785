import type { z } from 'zod';
import type { Change, Event } from './event.ts';
import type { Id } from './id.ts';
import type { Platform } from './platform.ts';
import type { Transport } from './transport.ts';

/** An event to which a store will add the organization and project of its scope. */
export type NewEvent<Type extends string = string, Data extends object = object> = Omit<
  Event<Type, Data>,
  'organization_id' | 'project_id'
>;

/** Stores the events of a transaction until they are published. */
export interface OutboxRepository {
  /**
   * Must store the events, in their order, if and only if the transaction commits. All events of a transaction are
   * written at its end, in one statement.
   */
  append(...events: readonly NewEvent[]): Promise<void>;
}

/**
 * Makes the event of a change, of one of the types of a feature. The feature appends it to the outbox in the
 * transaction of the change.
 */
export type EventMaker<Schemas extends { readonly [Type in keyof Schemas]: z.ZodType }> = <
  Type extends keyof Schemas & string,
>(
  deps: Pick<Platform, 'newId'>,
  change: Change,
  type: Type,
  subject: Id,
  data: Transport<Schemas[Type]> & object,
) => NewEvent<Type, Transport<Schemas[Type]> & object>;

/** Makes the event of a change. A feature narrows it to its own event types (`EventMaker`). */
export const eventOf = <Type extends string, Data extends object>(
  { newId }: Pick<Platform, 'newId'>,
  change: Change,
  type: Type,
  subject: Id,
  data: Data,
): NewEvent<Type, Data> => ({
  id: newId(),
  type,
  subject,
  time: change.at,
  causation_id: change.causation_id,
  data,
});
