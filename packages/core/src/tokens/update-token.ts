import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Caller, Needs, NotFound, Scope, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, Id, OutboxRepository, Result, Stale } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { TokenOwner, TokensRepository, TokenUpdate } from './repository.ts';
import { ownerOf } from './token.ts';
import type { Token, UpdateToken as Request } from './transports.ts';

/** The new values of the fields of one of the caller's tokens. */
export interface UpdateOwnTokenInput extends Request, Conditional {
  readonly token_id: Id;
}

/**
 * Changes one of the caller's tokens. With a token limited to one organization, only a token of that organization. What
 * the token permits stays the same.
 */
export type UpdateOwnToken = UseCase<UpdateOwnTokenInput, Token, NotFound | Stale>;

/** Changes a token of an owner. */
export const updateToken = (
  deps: Needs<{ tokens: TokensRepository; outbox: OutboxRepository }>,
  caller: Caller,
  owner: TokenOwner,
  scope: Scope,
  request: Omit<TokenUpdate, 'at'>,
): Promise<Result<Token, NotFound | Stale>> => {
  const change = changeBy(deps, caller);
  return deps.store.transact(scope, async ({ tokens, outbox }) => {
    const update = await tokens.update(owner, { ...request, at: change.at });
    if (update === undefined) return err({ code: 'not_found' });
    const { outcome, value } = update;
    const { id, revision } = value;
    if (outcome === 'stale') return err({ code: 'stale', revision });
    if (outcome === 'changed')
      await outbox.append(newEvent(deps, change, 'goldset.token.updated', id, { user_id: owner.user_id, revision }));
    return ok(value);
  });
};

/** Changes one of the caller's tokens. */
export const updateOwnToken = defineOperation({
  name: 'updateOwnToken',
  permission: 'own_token:update',
  effect: 'writes',
  onArchived: 'serves',
  target: 'installation',
  run:
    (deps: Needs<{ tokens: TokensRepository; outbox: OutboxRepository }>): UpdateOwnToken =>
    (caller, { token_id, if_revision, name }) => {
      const owner = ownerOf(caller);
      return updateToken(
        deps,
        caller,
        owner,
        { ...scopeOf(caller), organization_id: owner.organization_id },
        { id: token_id, changes: { name }, if_revision },
      );
    },
});
