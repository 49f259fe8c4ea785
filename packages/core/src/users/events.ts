import { z } from 'zod';
import { UserKind } from './transports.ts';

/** The events of users; their subject is the user. */
export const userEvents = {
  'goldset.user.created': z.strictObject({ kind: UserKind }),
} as const;
