import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Caller, Needs, NotFound, Scope, UseCase } from '../access/index.ts';
import { err, isStale, ok } from '../kernel/index.ts';
import type { Conditional, Id, OutboxRepository, Result, Stale } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { TokenOwner, TokensRepository } from './repository.ts';

/** Revokes one of the caller's tokens. With a token limited to one organization, only a token of that organization. */
export type RevokeOwnToken = UseCase<Conditional & { readonly token_id: Id }, undefined, NotFound | Stale>;

/** Revokes a token of an owner. The token is invalid from the next request on. */
export const revokeToken = (
  deps: Needs<{ tokens: TokensRepository; outbox: OutboxRepository }>,
  caller: Caller,
  owner: TokenOwner,
  scope: Scope,
  tokenId: Id,
  conditional: Conditional,
): Promise<Result<undefined, NotFound | Stale>> => {
  const change = changeBy(deps, caller);
  return deps.store.transact(scope, async ({ tokens, outbox }) => {
    const revision = await tokens.revoke(owner, tokenId, change.at);
    if (revision === undefined) return err({ code: 'not_found' });
    if (isStale(conditional, revision)) return err({ code: 'stale', revision });
    await outbox.append(newEvent(deps, change, 'goldset.token.revoked', tokenId, { user_id: owner.user_id }));
    return ok(undefined);
  });
};

/** Revokes one of the caller's tokens. */
export const revokeOwnToken = defineOperation({
  name: 'revokeOwnToken',
  permission: 'own_token:revoke',
  effect: 'writes',
  onArchived: 'serves',
  target: 'installation',
  run:
    (deps: Needs<{ tokens: TokensRepository; outbox: OutboxRepository }>): RevokeOwnToken =>
    (caller, { token_id, if_revision }) => {
      const organization_id = caller.token?.organization_id ?? null;
      return revokeToken(
        deps,
        caller,
        { user_id: caller.user_id, organization_id },
        { ...scopeOf(caller), organization_id },
        token_id,
        { if_revision },
      );
    },
});
