import type { Needs, NotFound } from '../access/index.ts';
import type { InvitationsRepository } from '../invitations/index.ts';
import { err, fault, keptOf, ok } from '../kernel/index.ts';
import type { Change, Id, Invalid, NewEvent, OutboxRepository, Result } from '../kernel/index.ts';
import type { ServiceAccountAnywhere, ServiceAccountsRepository } from '../service-accounts/index.ts';
import type { TokensRepository } from '../tokens/index.ts';
import type { CompactUser, UsersRepository } from '../users/index.ts';
import { readEmailAddress } from '../users/index.ts';
import { newEvent } from './events.ts';

/** The person for whom the operator makes a token. */
export interface TokenToIssue {
  readonly email: string;
  /**
   * Whether the other tokens and invitations of the account remain valid. If they do, the e-mail address is not
   * verified.
   */
  readonly keep: boolean;
}

/** A token that the operator made, and the other effects of making it. */
export interface IssuedToken {
  readonly user: CompactUser;
  readonly secret: string;
  /** Whether this verified the e-mail address for the first time. */
  readonly is_first_proof: boolean;
  readonly revoked_tokens: number;
  readonly revoked_invitations: number;
  /**
   * The service accounts, of any organization, whose tokens the person's account made and which remain valid: a former
   * holder of a token of the account may know their secrets. Empty with `keep`.
   */
  readonly service_accounts: readonly ServiceAccountAnywhere[];
}

/**
 * Lets the operator restore access to any account: makes a token of the person with an address, which works everywhere
 * and does not expire. It has no guard. Without `keep`, all other tokens of the person are revoked from the next
 * request on, and so are the open invitations of the person, whose secrets any holder of a token may have seen. The
 * operator confirms that the account is the person's, which verifies its e-mail address. Memberships remain, and so do
 * the tokens that the account made for service accounts; the result lists these accounts.
 */
export type IssueToken = (request: TokenToIssue) => Promise<Result<IssuedToken, Invalid | NotFound>>;

const INSTALLATION_SCOPE = { organization_id: null, project_id: null };

/**
 * Revokes the open invitations that a person made, in one transaction per organization. After a crash, the next call
 * revokes the rest.
 */
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

/** Makes a token for the person with an e-mail address. */
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
    // Nobody can make an invitation as this person any more, so the existing ones are all.
    const revoked_invitations = keep
      ? 0
      : await revokeInvitationsBy(deps, made.value.user.id, { at, by: made.value.user.id, causation_id: null });
    return ok({ ...made.value, revoked_invitations });
  };
