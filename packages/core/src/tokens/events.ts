import { z } from 'zod';
import { Id, Revision } from '../kernel/index.ts';

/** The events of tokens; their subject is the token. */
export const tokenEvents = {
  'goldset.token.created': z.strictObject({ user_id: Id }),
  'goldset.token.updated': z.strictObject({ user_id: Id, revision: Revision }),
  'goldset.token.revoked': z.strictObject({ user_id: Id }),
} as const;
