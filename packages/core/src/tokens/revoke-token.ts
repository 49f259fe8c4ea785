import type { Caller, NotFound } from '../access/index.ts';
import { changeBy, newEvent } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id, Result } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Scope } from '../store.ts';
import type { TokenOwner } from './repository.ts';

/** Revokes one of the caller's tokens; with a token limited to one organization, only one of that organization. */
export type RevokeOwnToken = UseCase<{ readonly token_id: Id }, undefined, NotFound>;

/** Revokes a token of an owner; it is worthless from the next request on. */
export const revokeToken = (deps: Dependencies, caller: Caller, owner: TokenOwner, scope: Scope, tokenId: Id): Promise<Result<undefined, NotFound>> => {
  const change = changeBy(deps, caller);
  return deps.store.transact(scope, async ({ tokens, outbox }) => {
    if (!(await tokens.revoke(owner, tokenId, change.at))) return err({ code: 'not_found' });
    await outbox.append(newEvent(deps, change, 'goldset.token.revoked', tokenId, { user_id: owner.user_id }));
    return ok(undefined);
  });
};

/** Revokes one of the caller's tokens. */
export const revokeOwnToken =
  (deps: Dependencies): RevokeOwnToken =>
  (caller, { token_id }) => {
    const organization_id = caller.token?.organization_id ?? null;
    return revokeToken(deps, caller, { user_id: caller.user_id, organization_id }, { ...scopeOf(caller), organization_id }, token_id);
  };
