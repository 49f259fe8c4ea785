import { defineOperation, scopeOf } from '../access/index.ts';
import type { Caller, Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id, Result } from '../kernel/index.ts';
import type { TokenOwner, TokensRepository } from './repository.ts';
import { ownerOf } from './token.ts';
import type { Token } from './transports.ts';

/** Reads one of the caller's tokens. With a token limited to one organization, only a token of that organization. */
export type GetOwnToken = UseCase<{ readonly token_id: Id }, Token, NotFound>;

/** Reads a token of an owner. */
export const readToken = async (
  { store }: Needs<{ tokens: TokensRepository }>,
  caller: Caller,
  owner: TokenOwner,
  tokenId: Id,
): Promise<Result<Token, NotFound>> => {
  const token = await store.within(scopeOf(caller)).tokens.find(owner, tokenId);
  return token === undefined ? err({ code: 'not_found' }) : ok(token);
};

/** Reads one of the caller's tokens. */
export const getOwnToken = defineOperation({
  name: 'getOwnToken',
  permission: 'own_token:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'installation',
  run:
    (deps: Needs<{ tokens: TokensRepository }>): GetOwnToken =>
    (caller, { token_id }) =>
      readToken(deps, caller, ownerOf(caller), token_id),
});
