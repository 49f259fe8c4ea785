import { askAgain } from '../access/index.ts';
import type { Caller, MayNotAnyMore, NotFound } from '../access/index.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { Invalid, Stale } from '../errors.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import { createToken, readToken, revokeToken, tokenListOf, updateToken } from '../tokens/index.ts';
import type { CreatedToken, CreateToken, Token, TokenFilter, TokenOwner, UpdateToken } from '../tokens/index.ts';

interface OfServiceAccount {
  readonly organization_id: Id;
  readonly user_id: Id;
}

/** Makes a token of a service account; it works only inside the account's organization. */
export type CreateServiceAccountToken = UseCase<CreateToken & OfServiceAccount, CreatedToken, MayNotAnyMore | Invalid>;

/** Lists the tokens of a service account. */
export type ListServiceAccountTokens = UseCase<TokenFilter & OfServiceAccount & { readonly page: PageRequest }, Page<Token>, NotFound>;

/** Reads a token of a service account. */
export type GetServiceAccountToken = UseCase<OfServiceAccount & { readonly token_id: Id }, Token, NotFound>;

/** Changes a token of a service account. */
export type UpdateServiceAccountToken = UseCase<UpdateToken & OfServiceAccount & Conditional & { readonly token_id: Id }, Token, NotFound | Stale>;

/** Revokes a token of a service account; it is worthless from the next request on. */
export type RevokeServiceAccountToken = UseCase<OfServiceAccount & Conditional & { readonly token_id: Id }, undefined, NotFound | Stale>;

const exists = async ({ store }: Dependencies, caller: Caller, userId: Id): Promise<boolean> =>
  (await store.within(scopeOf(caller)).serviceAccounts.find(userId)) !== undefined;

const ownerOf = ({ user_id, organization_id }: OfServiceAccount): TokenOwner => ({ user_id, organization_id, is_service: true });

/** Makes a token of a service account. */
export const createServiceAccountToken =
  (deps: Dependencies): CreateServiceAccountToken =>
  (caller, { organization_id, user_id, ...request }) =>
    createToken(deps, caller, { user_id, organization_id }, scopeOf(caller), request, async (repositories) => {
      const asked = await askAgain(caller, 'service_account_token:create', repositories);
      if (!asked.ok) return asked;
      return (await repositories.serviceAccounts.find(user_id)) === undefined ? err({ code: 'not_found' }) : ok(undefined);
    });

/** Lists the tokens of a service account. */
export const listServiceAccountTokens =
  (deps: Dependencies): ListServiceAccountTokens =>
  async (caller, { organization_id, user_id, page, ...filter }) => {
    if (!(await exists(deps, caller, user_id))) return err({ code: 'not_found' });
    return ok(await tokenListOf(deps, caller, { user_id, organization_id }, page, filter));
  };

/** Reads a token of a service account. */
export const getServiceAccountToken =
  (deps: Dependencies): GetServiceAccountToken =>
  (caller, { token_id, ...account }) =>
    readToken(deps, caller, ownerOf(account), token_id);

/** Changes a token of a service account. */
export const updateServiceAccountToken =
  (deps: Dependencies): UpdateServiceAccountToken =>
  (caller, { token_id, if_revision, name, ...account }) =>
    updateToken(deps, caller, ownerOf(account), scopeOf(caller), { id: token_id, changes: { name }, if_revision });

/** Revokes a token of a service account. */
export const revokeServiceAccountToken =
  (deps: Dependencies): RevokeServiceAccountToken =>
  async (caller, { organization_id, user_id, token_id, if_revision }) => {
    if (!(await exists(deps, caller, user_id))) return err({ code: 'not_found' });
    return revokeToken(deps, caller, { user_id, organization_id }, scopeOf(caller), token_id, { if_revision });
  };
