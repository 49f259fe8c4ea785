import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Token } from './transports.ts';

/** Lists the caller's tokens; with a token limited to one organization, only those of that organization. */
export type ListOwnTokens = UseCase<{ readonly page: PageRequest }, Page<Token>>;

/** Lists the caller's tokens. */
export const listOwnTokens =
  ({ store }: Dependencies): ListOwnTokens =>
  async (caller, { page }) => {
    const owner = { user_id: caller.user_id, organization_id: caller.token?.organization_id ?? null };
    return ok(await store.within(scopeOf(caller)).tokens.list(owner, page));
  };
