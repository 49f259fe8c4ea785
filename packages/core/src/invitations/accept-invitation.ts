import { defineOperation, mayInvite } from '../access/index.ts';
import type { Forbidden, Needs, Unauthenticated, UseCase } from '../access/index.ts';
import { moveFirstAnswers } from '../external-users/index.ts';
import { doOnce, err, fault, keptOf, ok, onceAt } from '../kernel/index.ts';
import type {
  Change,
  Err,
  FaultCode,
  Id,
  Invalid,
  NewEvent,
  Once,
  OnceError,
  OnceKey,
  OnceRequest,
  OutboxRepository,
  Result,
  TooManyRequests,
} from '../kernel/index.ts';
import type { CreatedToken, TokensRepository } from '../tokens/index.ts';
import { readEmailAddress } from '../users/index.ts';
import type { CompactUser, EmailAddress, UsersRepository } from '../users/index.ts';
import { newEvent } from './events.ts';
import { joinOrganization } from './join-organization.ts';
import type { Joining, JoiningRepositories } from './join-organization.ts';
import { MAX_FAILURES } from './repository.ts';
import type { InvitationsRepository, InvitationToAccept } from './repository.ts';
import type { AcceptedInvitation, AcceptInvitation as Request } from './transports.ts';

/**
 * Makes the caller a member of the organization that invites. The caller must be a person whose token is not limited,
 * and must have the invited address, or nobody may have it.
 */
export type AcceptInvitation = UseCase<Request, AcceptedInvitation, Invalid | Forbidden | TooManyRequests>;

/**
 * Creates an account for the invited address, if nobody has the address, makes it a member, and returns a token of the
 * new account. Nobody who has the secret, the inviting admin included, gets access to an existing account: its person
 * accepts with a token of that account. An idempotency key belongs to the invitation, and every caller who has the
 * secret may use it.
 */
export type AcceptInvitationWithoutToken = (
  input: Request,
  causationId: string | null,
  once?: OnceRequest,
) => Promise<Result<AcceptedInvitation, Invalid | Unauthenticated | Forbidden | TooManyRequests | OnceError>>;

interface AcceptanceRepositories extends JoiningRepositories {
  readonly users: UsersRepository;
  readonly tokens: TokensRepository;
  readonly invitations: InvitationsRepository;
  readonly outbox: OutboxRepository;
}

/** What accepting an invitation needs. */
export type AcceptanceNeeds = Needs<AcceptanceRepositories, 'domains' | 'secrets'>;

type Refusal = Invalid | Unauthenticated | Forbidden | TooManyRequests;

const refused = (path: 'secret' | 'name', code: FaultCode, detail: string): Err<Invalid> =>
  err({ code: 'invalid', errors: [fault([path], code, detail)] });

const ACCEPTED = refused(
  'secret',
  'already_exists',
  'This invitation was accepted already; sign in with the account that accepted it, or ask for a new invitation.',
);
const UNKNOWN = refused('secret', 'not_found', 'There is no such invitation, or it was revoked; ask for a new one.');
const EXPIRED = refused('secret', 'not_found', 'This invitation has expired; ask for a new one.');
const UNUSABLE = refused(
  'secret',
  'not_found',
  'This invitation is to something that is no e-mail address; ask for a new one.',
);
const ENDED = refused('secret', 'not_found', 'Who made this invitation may no longer invite; ask for a new one.');
const NAMELESS = refused('name', 'required', 'This field is required: it is the name of the account that is made.');
const NAMED = refused(
  'name',
  'option',
  'Your account has a name already; leave this out, and change the name with PATCH /me.',
);
const SIGN_IN: Err<Unauthenticated> = err({
  code: 'unauthenticated',
  detail:
    'There is an account with the invited address. Sign in to it: send its token in `Authorization`, without `name`. Who has lost it asks the operator of this server for a new one.',
});
const OTHERS: Err<Forbidden> = err({
  code: 'forbidden',
  detail:
    'This invitation is for another account: the invited address is that of somebody else. Sign in to that account, or ask for an invitation of your own address.',
});

const HOUR = 3_600_000;

const find = (
  { store, secrets }: AcceptanceNeeds,
  { secret }: Request,
  key?: OnceKey,
): Promise<InvitationToAccept | undefined> =>
  store.within({ organization_id: null, project_id: null }).invitations.find(secrets.hash(secret), key);

interface Acceptor {
  /** `null` for a caller who has no account yet. */
  readonly user: CompactUser | null;
  readonly causation_id: string | null;
  readonly once: Once | undefined;
}

interface Accepting extends Joining {
  readonly isNew: boolean;
}

/** Decides as which user an invitation is accepted. Nobody can become another person by accepting. */
const accepting = async (
  deps: AcceptanceNeeds,
  { users }: AcceptanceRepositories,
  { email, email_key }: EmailAddress,
  name: string | undefined,
  acceptor: CompactUser | null,
  at: string,
): Promise<Result<Accepting, Refusal>> => {
  const holder = await users.findByEmail(email_key);
  if (acceptor !== null)
    return holder === undefined || holder.id === acceptor.id
      ? ok({ user: acceptor, email_key: holder === undefined ? null : email_key, isNew: false })
      : OTHERS;
  if (holder !== undefined) return SIGN_IN;
  if (name === undefined) return NAMELESS;
  const user = { id: deps.newId(), name };
  // Another invitation may have created this account at the same moment.
  return (await users.addPerson({ ...user, email, email_key, created_at: at }))
    ? ok({ user, email_key, isNew: true })
    : SIGN_IN;
};

const tooManyFailures = (failedAt: readonly string[], at: Date): TooManyRequests => {
  const oldest = Date.parse(failedAt.at(-MAX_FAILURES) ?? at.toISOString());
  return {
    code: 'too_many_requests',
    detail: `Accepting this invitation has failed ${MAX_FAILURES} times within an hour; try again later, or ask for a new one.`,
    retry_after: Math.max(1, Math.ceil((oldest + HOUR - at.getTime()) / 1000)),
  };
};

const accept = async (
  deps: AcceptanceNeeds,
  invitation: InvitationToAccept,
  { secret, name }: Request,
  { user: acceptor, causation_id, once }: Acceptor,
): Promise<Result<AcceptedInvitation, Refusal>> => {
  const now = deps.now();
  const at = now.toISOString();
  const { organization, created_by } = invitation;
  if (invitation.email === null) return ACCEPTED;
  if (invitation.expires_at <= at) return EXPIRED;
  const address = readEmailAddress(invitation.email, deps.domains);
  if (!address.ok) return UNUSABLE;
  const since = new Date(now.getTime() - HOUR).toISOString();
  const failed = invitation.failed_at.filter((failure) => failure > since);
  const atInstallation = deps.store.within({ organization_id: null, project_id: null });
  // The person whose address was invited does not guess, so the failures of others must not stop them.
  const isTheirs = async (): Promise<boolean> =>
    acceptor !== null && (await atInstallation.users.findByEmail(address.value.email_key))?.id === acceptor.id;
  if (failed.length >= MAX_FAILURES && !(await isTheirs())) return err(tooManyFailures(failed, now));
  let linked: readonly Id[] = [];
  const accepted = await deps.store.transact<Result<AcceptedInvitation, Refusal>>(
    { organization_id: organization.id, project_id: null, once },
    async (repositories) => {
      linked = [];
      const { invitations, members, tokens, outbox } = repositories;
      // Lock external users first: while this transaction waits for an import, it must not hold a lock on the
      // organization.
      await repositories.externalUsers.hold();
      // A transaction that takes away the right to invite waits for this one, or has ended.
      if (!(await members.hold())) return UNKNOWN;
      if (!(await invitations.accept(invitation.id, at)))
        return (await invitations.find(deps.secrets.hash(secret))) === undefined ? UNKNOWN : ACCEPTED;
      if (!mayInvite(await members.rolesOf(created_by))) return ENDED;
      const by = await accepting(deps, repositories, address.value, name, acceptor, at);
      if (!by.ok) return by;
      const { user, isNew } = by.value;
      const change: Change = { at, by: user.id, causation_id };
      const events: NewEvent[] = [
        newEvent(deps, change, 'goldset.invitation.accepted', invitation.id, { user_id: user.id }),
      ];
      if (isNew) events.push(newEvent(deps, change, 'goldset.user.created', user.id, { kind: 'person' }));
      const joined = await joinOrganization(deps, repositories, invitation, by.value, change);
      linked = joined.external_user_ids;
      events.push(...joined.events);
      let token: CreatedToken | null = null;
      if (isNew) {
        const made = deps.secrets.generate();
        const limits = { organization_id: null, permissions: null, expires_at: null };
        const ofToken = {
          id: deps.newId(),
          user_id: user.id,
          created_by: user.id,
          name: 'invitation',
          ...keptOf(deps.secrets, made),
          created_at: at,
        };
        token = { ...(await tokens.add({ ...ofToken, ...limits })), secret: made };
        events.push(newEvent(deps, change, 'goldset.token.created', token.id, { user_id: user.id }));
      }
      await outbox.append(...events);
      return ok({ organization, user, token });
    },
  );
  if (accepted.ok) {
    const { id } = accepted.value.user;
    await moveFirstAnswers(
      deps,
      linked.map((external_user_id) => ({
        organization_id: organization.id,
        external_user_id,
        user_id: id,
        linked_by: id,
      })),
      causation_id,
    );
    return accepted;
  }
  if (accepted === ACCEPTED) return accepted;
  // The reason of a failure is returned only to as many callers as may fail; the others get `too_many_requests`.
  const isNoted = await atInstallation.invitations.noteFailure(invitation.id, at, since);
  return isNoted || (await isTheirs()) ? accepted : err(tooManyFailures([], now));
};

/** Accepts an invitation as the caller. */
export const acceptInvitation = defineOperation({
  name: 'acceptInvitation',
  permission: 'invitation:accept',
  effect: 'writes',
  onArchived: 'serves',
  target: 'installation',
  run:
    (deps: AcceptanceNeeds): AcceptInvitation =>
    async (caller, request) => {
      if (request.name !== undefined) return NAMED;
      const invitation = await find(deps, request);
      if (invitation === undefined) return UNKNOWN;
      const { user_id: id, name, causation_id, once } = caller;
      const accepted = await accept(deps, invitation, request, { user: { id, name }, causation_id, once });
      if (!accepted.ok && accepted.error.code === 'unauthenticated')
        throw new Error('Who accepts with a token is somebody.');
      return accepted as Awaited<ReturnType<AcceptInvitation>>;
    },
});

/** Accepts an invitation for a caller who has no account yet. */
export const acceptInvitationWithoutToken =
  (deps: AcceptanceNeeds & Parameters<typeof doOnce>[0]): AcceptInvitationWithoutToken =>
  async (request, causation_id, asked) => {
    const invitation = await find(deps, request, asked);
    if (invitation === undefined) return UNKNOWN;
    if (asked === undefined) return accept(deps, invitation, request, { user: null, causation_id, once: undefined });
    const once = onceAt(
      { scope_id: invitation.organization.id, owner_id: invitation.id },
      asked,
      deps.now(),
      invitation.kept,
    );
    return doOnce(deps, once, () => accept(deps, invitation, request, { user: null, causation_id, once }));
  };
