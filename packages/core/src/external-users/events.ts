import { z } from 'zod';
import { eventOf, Id } from '../kernel/index.ts';
import type { EventMaker } from '../kernel/index.ts';

const Count = z.int().min(0);

/**
 * The events of external users; their subject is the external user. `moved` is written, with the totals, when all
 * answers have been moved.
 */
export const externalUserEvents = {
  'goldset.external_user.linked': z.strictObject({ user_id: Id }),
  'goldset.external_user.moved': z.strictObject({
    user_id: Id,
    moved: Count,
    merged: Count,
    reopened: Count,
    released: Count,
  }),
} as const;

/** Makes an event of an external user. */
export const newEvent: EventMaker<typeof externalUserEvents> = eventOf;
