import type { Needs, NotFound } from '../access/index.ts';
import type { InvitationsRepository } from '../invitations/index.ts';
import { err, fault, keptOf, ok } from '../kernel/index.ts';
import type { Change, Id, Invalid, NewEvent, OutboxRepository, Result } from '../kernel/index.ts';
import type { ServiceAccountAnywhere, ServiceAccountsRepository } from '../service-accounts/index.ts';
import type { TokensRepository } from '../tokens/index.ts';
import type { CompactUser, UsersRepository } from '../users/index.ts';
import { readEmailAddress } from '../users/index.ts';
import { newEvent } from './events.ts';

/** Whose token the operator makes. */
export interface TokenToIssue {
  readonly email: string;
  /** Whether what the account holds besides is left as it is. Then nothing is proved. */
  readonly keep: boolean;
}

/** A token that the operator made, and what went with it. */
export interface IssuedToken {
  readonly user: CompactUser;
  readonly secret: string;
  /** Whether the address is proved by this, for the first time. */
  readonly is_first_proof: boolean;
  readonly revoked_tokens: number;
  readonly revoked_invitations: number;
  /** The service accounts, of whichever organization, whose tokens the person's account made and which go on working: whoever held a token of the account may know their secrets. Empty where all is kept. */
  readonly service_accounts: readonly ServiceAccountAnywhere[];
}

/**
 * The operator's way back to any account: makes a token of the person with an address that works everywhere and does not
 * expire. Behind no guard. Unless they are kept, all other tokens of the person are worthless from the next request on, and so are their open
 * invitations, whose secrets whoever held a token has seen; the operator's word that the account is the person's proves its address.
 * Memberships stay, and so do the tokens that the account has made of service accounts; it is said which accounts these are.
 */
export type IssueToken = (request: TokenToIssue) => Promise<Result<IssuedToken, Invalid | NotFound>>;

const INSTALLATION_SCOPE = { organization_id: null, project_id: null };

/** Revokes the open invitations that a person made, in each organization by itself. What a crash leaves the next call does. */
const revokeInvitationsBy = async (
  deps: Needs<
    {
      users: UsersRepository;
      tokens: TokensRepository;
      invitations: InvitationsRepository;
      serviceAccounts: ServiceAccountsRepository;
      outbox: OutboxRepository;
    },
    'domains' | 'secrets'
  >,
  userId: Id,
  change: Change,
): Promise<number> => {
  let revoked = 0;
  for (const organization_id of await deps.store.within(INSTALLATION_SCOPE).invitations.organizationsOf(userId)) {
    await deps.store.transact({ organization_id, project_id: null }, async ({ invitations, outbox }) => {
      const ids = await invitations.revokeBy(userId);
      await outbox.append(...ids.map((id) => newEvent(deps, change, 'goldset.invitation.revoked', id, {})));
      revoked += ids.length;
      return ok(undefined);
    });
  }
  return revoked;
};

/** Makes a token of the person with an address. */
export const issueToken =
  (
    deps: Needs<
      {
        users: UsersRepository;
        tokens: TokensRepository;
        invitations: InvitationsRepository;
        serviceAccounts: ServiceAccountsRepository;
        outbox: OutboxRepository;
      },
      'domains' | 'secrets'
    >,
  ): IssueToken =>
  async ({ email, keep }) => {
    const address = readEmailAddress(email, deps.domains);
    if (!address.ok) return err({ code: 'invalid', errors: [fault(['email'], 'format', address.error)] });
    const at = deps.now().toISOString();
    const secret = deps.secrets.generate();
    const made = await deps.store.transact<Result<Omit<IssuedToken, 'revoked_invitations'>, NotFound>>(
      INSTALLATION_SCOPE,
      async ({ users, tokens, serviceAccounts, outbox }) => {
        const user = await users.holdByEmail(address.value.email_key);
        if (user === undefined) return err({ code: 'not_found' });
        const change: Change = { at, by: user.id, causation_id: null };
        const events: NewEvent[] = [];
        const revoked = keep ? [] : await tokens.revokeEvery(user.id);
        events.push(...revoked.map((id) => newEvent(deps, change, 'goldset.token.revoked', id, { user_id: user.id })));
        const revision = keep ? undefined : await users.verifyEmail(user.id, at);
        if (revision !== undefined)
          events.push(newEvent(deps, change, 'goldset.user.email_verified', user.id, { revision }));
        const limits = { organization_id: null, permissions: null, expires_at: null };
        const token = await tokens.add({
          id: deps.newId(),
          user_id: user.id,
          created_by: user.id,
          name: 'new-token',
          ...keptOf(deps.secrets, secret),
          ...limits,
          created_at: at,
        });
        await outbox.append(...events, newEvent(deps, change, 'goldset.token.created', token.id, { user_id: user.id }));
        const service_accounts = keep ? [] : await serviceAccounts.everyWithTokensBy(user.id, at);
        return ok({
          user,
          secret,
          is_first_proof: revision !== undefined,
          revoked_tokens: revoked.length,
          service_accounts,
        });
      },
    );
    if (!made.ok) return made;
    // Nobody can make one as this person any more, so those that are there now are all.
    const revoked_invitations = keep
      ? 0
      : await revokeInvitationsBy(deps, made.value.user.id, { at, by: made.value.user.id, causation_id: null });
    return ok({ ...made.value, revoked_invitations });
  };
