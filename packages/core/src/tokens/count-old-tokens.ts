import type { Needs } from '../access/index.ts';
import type { Timestamp } from '../kernel/index.ts';
import type { TokensRepository } from './repository.ts';

/**
 * Counts the tokens that invitations created before accounts belonged to their persons, and that have not expired. They
 * work only in the organization that invited, and expire 30 days after the upgrade.
 */
export type CountOldTokens = () => Promise<{ readonly tokens: number; readonly last_expires_at: Timestamp | null }>;

/** Counts old tokens. */
export const countOldTokens =
  ({ store, now }: Needs<{ tokens: TokensRepository }>): CountOldTokens =>
  () =>
    store.within({ organization_id: null, project_id: null }).tokens.countOld(now().toISOString());
