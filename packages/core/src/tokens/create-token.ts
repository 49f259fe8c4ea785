import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Caller, Needs, Scope, Unauthenticated, UseCase } from '../access/index.ts';
import { err, fault, keptOf, ok } from '../kernel/index.ts';
import type { Fault, Id, Invalid, OutboxRepository, Result } from '../kernel/index.ts';
import type { OrganizationsRepository } from '../organizations/index.ts';
import { newEvent } from './events.ts';
import type { TokenOwner, TokensRepository } from './repository.ts';
import { limitsOf } from './token.ts';
import type { CreatedToken, CreateOwnToken as OwnRequest, CreateToken as Request } from './transports.ts';

/**
 * Creates a personal token of the caller. It is limited to the named organization, or to the one to which the caller's
 * own token is limited, if any.
 */
export type CreateOwnToken = UseCase<OwnRequest, CreatedToken, Invalid | Unauthenticated>;

/** The repositories that creating a token uses. */
interface TokenMaking {
  readonly tokens: TokensRepository;
  readonly outbox: OutboxRepository;
}

/**
 * Creates a token for an owner and returns its secret, once. The limits of the caller's own token apply to the new
 * token too. `ask` runs first in its transaction.
 */
export const createToken = async <Repositories extends TokenMaking, Refusal = never>(
  deps: Needs<Repositories, 'secrets'>,
  caller: Caller,
  owner: TokenOwner,
  scope: Scope,
  request: Request,
  ask: (repositories: Repositories) => Promise<Result<undefined, Refusal>> = async () => ok(undefined),
): Promise<Result<CreatedToken, Invalid | Unauthenticated | Refusal>> => {
  const change = changeBy(deps, caller);
  const limits = limitsOf(request, caller.token, change.at);
  if (!limits.ok) return err({ code: 'invalid', errors: limits.error });
  const secret = deps.secrets.generate();
  return deps.store.transact<Result<CreatedToken, Unauthenticated | Refusal>>(scope, async (repositories) => {
    const asked = await ask(repositories);
    if (!asked.ok) return asked;
    const { tokens, outbox } = repositories;
    const made = {
      id: deps.newId(),
      ...owner,
      ...limits.value,
      name: request.name,
      ...keptOf(deps.secrets, secret),
      created_by: change.by,
      created_at: change.at,
    };
    // If the caller's token is revoked at this moment, it must not leave a new one.
    const token = caller.token_id === null ? await tokens.add(made) : await tokens.addWith(caller.token_id, made);
    if (token === undefined) return err({ code: 'unauthenticated' });
    await outbox.append(newEvent(deps, change, 'goldset.token.created', token.id, { user_id: owner.user_id }));
    return ok({ ...token, secret });
  });
};

const elsewhere = fault(
  ['organization_id'],
  'option',
  'The token that makes this one works only in another organization.',
);
const noMember = (organizationId: Id): Fault =>
  fault(['organization_id'], 'not_found', `You are no member of an organization ${organizationId}.`);

/** The validation error of the organization to which a token is to be limited. */
const faultOf = async (
  { store }: Needs<{ organizations: OrganizationsRepository }>,
  caller: Caller,
  organization_id: Id,
): Promise<Fault | undefined> => {
  const limit = caller.token?.organization_id ?? null;
  if (limit !== null && limit !== organization_id) return elsewhere;
  const { items } = await store
    .within(scopeOf(caller))
    .organizations.listOf({ user_id: caller.user_id, organization_id }, { per_page: 1, order: 'asc' });
  return items.length === 0 ? noMember(organization_id) : undefined;
};

/** Creates a personal token. */
export const createOwnToken = defineOperation({
  name: 'createOwnToken',
  permission: 'own_token:create',
  effect: 'writes',
  onArchived: 'serves',
  target: 'installation',
  run:
    (
      deps: Needs<
        { tokens: TokensRepository; organizations: OrganizationsRepository; outbox: OutboxRepository },
        'secrets'
      >,
    ): CreateOwnToken =>
    async (caller, { organization_id: wanted, ...request }) => {
      const fault = wanted === undefined ? undefined : await faultOf(deps, caller, wanted);
      if (fault !== undefined) return err({ code: 'invalid', errors: [fault] });
      const limit = caller.token?.organization_id ?? null;
      return createToken(
        deps,
        caller,
        { user_id: caller.user_id, organization_id: wanted ?? limit },
        { ...scopeOf(caller), organization_id: limit },
        request,
      );
    },
});
