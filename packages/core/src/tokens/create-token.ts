import type { Caller } from '../access/index.ts';
import { changeBy, keptOf, newEvent } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { Invalid } from '../errors.ts';
import { err, ok } from '../kernel/index.ts';
import type { Result } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Scope } from '../store.ts';
import type { TokenOwner } from './repository.ts';
import { limitsOf } from './token.ts';
import type { CreatedToken, CreateToken as Request } from './transports.ts';

/** Makes a personal token of the caller, inside the organization that the caller's own token is limited to, if any. */
export type CreateOwnToken = UseCase<Request, CreatedToken, Invalid>;

/** Makes a token for an owner and says its secret, once. The limits of the caller's own token hold for it too. */
export const createToken = async (
  deps: Dependencies,
  caller: Caller,
  owner: TokenOwner,
  scope: Scope,
  request: Request,
): Promise<Result<CreatedToken, Invalid>> => {
  const change = changeBy(deps, caller);
  const limits = limitsOf(request, caller.token, change.at);
  if (!limits.ok) return err({ code: 'invalid', errors: limits.error });
  const secret = deps.secrets.generate();
  return deps.store.transact(scope, async ({ tokens, outbox }) => {
    const token = await tokens.add({
      id: deps.newId(),
      ...owner,
      ...limits.value,
      name: request.name,
      ...keptOf(deps.secrets, secret),
      created_at: change.at,
    });
    await outbox.append(newEvent(deps, change, 'goldset.token.created', token.id, { user_id: owner.user_id }));
    return ok({ ...token, secret });
  });
};

/** Makes a personal token. */
export const createOwnToken =
  (deps: Dependencies): CreateOwnToken =>
  (caller, request) => {
    const organization_id = caller.token?.organization_id ?? null;
    return createToken(deps, caller, { user_id: caller.user_id, organization_id }, { ...scopeOf(caller), organization_id }, request);
  };
