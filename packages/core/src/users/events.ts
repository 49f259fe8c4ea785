import { z } from 'zod';
import { eventOf, Revision } from '../kernel/index.ts';
import type { EventMaker } from '../kernel/index.ts';
import { UserKind } from './transports.ts';

/** The events of users; their subject is the user. */
export const userEvents = {
  'goldset.user.created': z.strictObject({ kind: UserKind }),
  'goldset.user.updated': z.strictObject({ revision: Revision }),
  'goldset.user.email_verified': z.strictObject({ revision: Revision }),
} as const;

/** Makes an event of a user. */
export const newEvent: EventMaker<typeof userEvents> = eventOf;
