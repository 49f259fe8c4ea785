import { defineOperation, scopeOf } from '../access/index.ts';
import type { Caller, Needs, UseCase } from '../access/index.ts';
import { ok } from '../kernel/index.ts';
import type { Page, PageRequest } from '../kernel/index.ts';
import type { TokenOwner, TokensRepository } from './repository.ts';
import { ownerOf } from './token.ts';
import type { Token, TokenFilter } from './transports.ts';

/**
 * Lists the caller's tokens that match the filter. With a token limited to one organization, lists only the tokens of
 * that organization. A page may be short or empty although more pages follow.
 */
export type ListOwnTokens = UseCase<TokenFilter & { readonly page: PageRequest }, Page<Token>>;

/** Lists the tokens of an owner. */
export const tokenListOf = (
  { store, now }: Needs<{ tokens: TokensRepository }>,
  caller: Caller,
  owner: TokenOwner,
  page: PageRequest,
  filter: TokenFilter,
): Promise<Page<Token>> =>
  store.within(scopeOf(caller)).tokens.list(owner, page, { ...filter, at: now().toISOString() });

/** Lists the caller's tokens. */
export const listOwnTokens = defineOperation({
  name: 'listOwnTokens',
  permission: 'own_token:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'installation',
  run:
    (deps: Needs<{ tokens: TokensRepository }>): ListOwnTokens =>
    async (caller, { page, ...filter }) =>
      ok(await tokenListOf(deps, caller, ownerOf(caller), page, filter)),
});
