import type { Caller, NotFound, Unauthenticated } from '../access/index.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { Invalid, Stale } from '../errors.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import { createToken, revokeToken } from '../tokens/index.ts';
import type { CreatedToken, CreateToken, Token } from '../tokens/index.ts';

interface OfServiceAccount {
  readonly organization_id: Id;
  readonly user_id: Id;
}

/** Makes a token of a service account; it works only inside the account's organization. */
export type CreateServiceAccountToken = UseCase<CreateToken & OfServiceAccount, CreatedToken, NotFound | Invalid | Unauthenticated>;

/** Lists the tokens of a service account. */
export type ListServiceAccountTokens = UseCase<OfServiceAccount & { readonly page: PageRequest }, Page<Token>, NotFound>;

/** Revokes a token of a service account; it is worthless from the next request on. */
export type RevokeServiceAccountToken = UseCase<OfServiceAccount & Conditional & { readonly token_id: Id }, undefined, NotFound | Stale>;

const exists = async ({ store }: Dependencies, caller: Caller, userId: Id): Promise<boolean> =>
  (await store.within(scopeOf(caller)).serviceAccounts.find(userId)) !== undefined;

/** Makes a token of a service account. */
export const createServiceAccountToken =
  (deps: Dependencies): CreateServiceAccountToken =>
  async (caller, { organization_id, user_id, ...request }) => {
    if (!(await exists(deps, caller, user_id))) return err({ code: 'not_found' });
    return createToken(deps, caller, { user_id, organization_id }, scopeOf(caller), request);
  };

/** Lists the tokens of a service account. */
export const listServiceAccountTokens =
  (deps: Dependencies): ListServiceAccountTokens =>
  async (caller, { organization_id, user_id, page }) => {
    if (!(await exists(deps, caller, user_id))) return err({ code: 'not_found' });
    return ok(await deps.store.within(scopeOf(caller)).tokens.list({ user_id, organization_id }, page));
  };

/** Revokes a token of a service account. */
export const revokeServiceAccountToken =
  (deps: Dependencies): RevokeServiceAccountToken =>
  async (caller, { organization_id, user_id, token_id, if_revision }) => {
    if (!(await exists(deps, caller, user_id))) return err({ code: 'not_found' });
    return revokeToken(deps, caller, { user_id, organization_id }, scopeOf(caller), token_id, { if_revision });
  };
