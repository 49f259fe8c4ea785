import { askAgain, defineOperation, scopeOf } from '../access/index.ts';
import type { Caller, MayNotAnyMore, Needs, NotFound, Standings, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, Id, Invalid, OutboxRepository, Page, PageRequest, Stale } from '../kernel/index.ts';
import { createToken, readToken, revokeToken, tokenListOf, updateToken } from '../tokens/index.ts';
import type {
  CreatedToken,
  CreateToken,
  Token,
  TokenFilter,
  TokenOwner,
  TokensRepository,
  UpdateToken,
} from '../tokens/index.ts';
import type { ServiceAccountsRepository } from './repository.ts';

interface OfServiceAccount {
  readonly organization_id: Id;
  readonly user_id: Id;
}

/** Creates a token of a service account. It works only in the account's organization. */
export type CreateServiceAccountToken = UseCase<CreateToken & OfServiceAccount, CreatedToken, MayNotAnyMore | Invalid>;

/** Lists the tokens of a service account. */
export type ListServiceAccountTokens = UseCase<
  TokenFilter & OfServiceAccount & { readonly page: PageRequest },
  Page<Token>,
  NotFound
>;

/** Reads a token of a service account. */
export type GetServiceAccountToken = UseCase<OfServiceAccount & { readonly token_id: Id }, Token, NotFound>;

/** Changes a token of a service account. */
export type UpdateServiceAccountToken = UseCase<
  UpdateToken & OfServiceAccount & Conditional & { readonly token_id: Id },
  Token,
  NotFound | Stale
>;

/** Revokes a token of a service account. The token is invalid from the next request on. */
export type RevokeServiceAccountToken = UseCase<
  OfServiceAccount & Conditional & { readonly token_id: Id },
  undefined,
  NotFound | Stale
>;

const exists = async (
  { store }: Needs<{ serviceAccounts: ServiceAccountsRepository }>,
  caller: Caller,
  userId: Id,
): Promise<boolean> => (await store.within(scopeOf(caller)).serviceAccounts.find(userId)) !== undefined;

const ownerOf = ({ user_id, organization_id }: OfServiceAccount): TokenOwner => ({
  user_id,
  organization_id,
  is_service: true,
});

/** Creates a token of a service account. */
export const createServiceAccountToken = defineOperation({
  name: 'createServiceAccountToken',
  permission: 'service_account_token:create',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  run:
    (
      deps: Needs<
        {
          serviceAccounts: ServiceAccountsRepository;
          members: Standings;
          tokens: TokensRepository;
          outbox: OutboxRepository;
        },
        'secrets'
      >,
    ): CreateServiceAccountToken =>
    (caller, { organization_id, user_id, ...request }) =>
      createToken(deps, caller, { user_id, organization_id }, scopeOf(caller), request, async (repositories) => {
        const asked = await askAgain(caller, 'service_account_token:create', repositories);
        if (!asked.ok) return asked;
        return (await repositories.serviceAccounts.find(user_id)) === undefined
          ? err({ code: 'not_found' })
          : ok(undefined);
      }),
});

/** Lists the tokens of a service account. */
export const listServiceAccountTokens = defineOperation({
  name: 'listServiceAccountTokens',
  permission: 'service_account_token:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'organization',
  run:
    (deps: Needs<{ serviceAccounts: ServiceAccountsRepository; tokens: TokensRepository }>): ListServiceAccountTokens =>
    async (caller, { organization_id, user_id, page, ...filter }) => {
      if (!(await exists(deps, caller, user_id))) return err({ code: 'not_found' });
      return ok(await tokenListOf(deps, caller, { user_id, organization_id }, page, filter));
    },
});

/** Reads a token of a service account. */
export const getServiceAccountToken = defineOperation({
  name: 'getServiceAccountToken',
  permission: 'service_account_token:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'organization',
  run:
    (deps: Needs<{ tokens: TokensRepository }>): GetServiceAccountToken =>
    (caller, { token_id, ...account }) =>
      readToken(deps, caller, ownerOf(account), token_id),
});

/** Changes a token of a service account. */
export const updateServiceAccountToken = defineOperation({
  name: 'updateServiceAccountToken',
  permission: 'service_account_token:update',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  run:
    (deps: Needs<{ tokens: TokensRepository; outbox: OutboxRepository }>): UpdateServiceAccountToken =>
    (caller, { token_id, if_revision, name, ...account }) =>
      updateToken(deps, caller, ownerOf(account), scopeOf(caller), { id: token_id, changes: { name }, if_revision }),
});

/** Revokes a token of a service account. */
export const revokeServiceAccountToken = defineOperation({
  name: 'revokeServiceAccountToken',
  permission: 'service_account_token:revoke',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  run:
    (
      deps: Needs<{ serviceAccounts: ServiceAccountsRepository; tokens: TokensRepository; outbox: OutboxRepository }>,
    ): RevokeServiceAccountToken =>
    async (caller, { organization_id, user_id, token_id, if_revision }) => {
      if (!(await exists(deps, caller, user_id))) return err({ code: 'not_found' });
      return revokeToken(deps, caller, { user_id, organization_id }, scopeOf(caller), token_id, { if_revision });
    },
});
