import { dataOfBinding } from '../access/index.ts';
import { keptOf, newEvent } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { doOnce } from '../do-once.ts';
import type { Invalid } from '../errors.ts';
import type { DomainEvent } from '../events.ts';
import { linkAddress, moveFirstAnswers } from '../external-users/index.ts';
import { err, fault, ok, onceAt } from '../kernel/index.ts';
import type { Change, Err, FaultCode, Id, Once, OnceError, OnceKey, OnceRequest, Result } from '../kernel/index.ts';
import type { Repositories } from '../store.ts';
import type { CreatedToken } from '../tokens/index.ts';
import { emailKeyOf, readEmailAddress } from '../users/index.ts';
import type { CompactUser } from '../users/index.ts';
import type { InvitationToAccept } from './repository.ts';
import type { AcceptedInvitation, AcceptInvitation as Request } from './transports.ts';

/** Makes the caller, a person with a token that works everywhere, a member of the organization that invites. */
export type AcceptInvitation = UseCase<Request, AcceptedInvitation, Invalid>;

/**
 * Makes the person who was invited a member, new where nobody has the e-mail address, and answers a token of theirs. It
 * works only in the organization that invites: whoever has the secret, the inviting admin included, gets at nothing
 * that another organization gave to that person. A key belongs to the invitation: whoever has its secret may ask.
 */
export type AcceptInvitationWithoutToken = (input: Request, causationId: string | null, once?: OnceRequest) => Promise<Result<AcceptedInvitation, Invalid | OnceError>>;

const refused = (path: 'secret' | 'name', code: FaultCode, detail: string): Err<Invalid> => err({ code: 'invalid', errors: [fault([path], code, detail)] });

const ACCEPTED = refused('secret', 'already_exists', 'This invitation was accepted already.');
const UNKNOWN = refused('secret', 'not_found', 'There is no such invitation, or it was revoked.');
const EXPIRED = refused('secret', 'not_found', 'This invitation has expired; ask for a new one.');
const NAMELESS = refused('name', 'required', 'This field is required for a person who is new.');

interface Accepting {
  readonly user: CompactUser;
  readonly isNew: boolean;
}

const personOf = async (deps: Dependencies, { users }: Repositories, email: string, name: string | undefined, at: string): Promise<Accepting | undefined> => {
  const address = readEmailAddress(email, deps.domains);
  if (!address.ok) return undefined;
  const there = await users.findByEmail(address.value.email_key);
  if (there !== undefined) return { user: there, isNew: false };
  if (name === undefined) return undefined;
  const user = { id: deps.newId(), name };
  if (await users.addPerson({ ...user, ...address.value, created_at: at })) return { user, isNew: true };
  // Another invitation made this person at the same moment.
  const made = await users.findByEmail(address.value.email_key);
  return made && { user: made, isNew: false };
};

const find = ({ store, secrets }: Dependencies, { secret }: Request, key?: OnceKey): Promise<InvitationToAccept | undefined> =>
  store.within({ organization_id: null, project_id: null }).invitations.find(secrets.hash(secret), key);

interface Acceptor {
  /** `null` is whoever has the e-mail address that was invited. */
  readonly user: CompactUser | null;
  readonly causation_id: string | null;
  readonly once: Once | undefined;
}

const accept = async (
  deps: Dependencies,
  invitation: InvitationToAccept,
  { name }: Request,
  { user: acceptor, causation_id, once }: Acceptor,
): Promise<Result<AcceptedInvitation, Invalid>> => {
  const at = deps.now().toISOString();
  const { organization, email, roles, created_by } = invitation;
  if (email === null) return ACCEPTED;
  if (invitation.expires_at <= at) return EXPIRED;
  let linked: readonly Id[] = [];
  const accepted = await deps.store.transact<Result<AcceptedInvitation, Invalid>>({ organization_id: organization.id, project_id: null, once }, async (repositories) => {
    linked = [];
    const { invitations, members, roleBindings, tokens, outbox } = repositories;
    if (!(await invitations.accept(invitation.id, at))) return ACCEPTED;
    const accepting = acceptor === null ? await personOf(deps, repositories, email, name, at) : { user: acceptor, isNew: false };
    if (accepting === undefined) return NAMELESS;
    const { user, isNew } = accepting;
    const change: Change = { at, by: user.id, causation_id };
    const events: DomainEvent[] = [newEvent(deps, change, 'goldset.invitation.accepted', invitation.id, { user_id: user.id })];
    if (isNew) events.push(newEvent(deps, change, 'goldset.user.created', user.id, { kind: 'person' }));
    await members.hold();
    if (await members.join({ user_id: user.id, added_by: created_by, created_at: at })) {
      events.push(newEvent(deps, change, 'goldset.member.added', user.id, { user_id: user.id }));
    }
    // Nothing is linked because of an address that somebody has who is invited by another one.
    const emailKey = emailKeyOf(email, deps.domains);
    if (emailKey !== null && (acceptor === null || (await repositories.users.findByEmail(emailKey))?.id === user.id)) {
      const addressed = await linkAddress(deps, repositories, emailKey, change);
      linked = addressed.external_user_ids;
      events.push(...addressed.events);
    }
    for (const role of roles) {
      const target = { type: 'organization', id: organization.id } as const;
      const binding = await roleBindings.add({ id: deps.newId(), user_id: user.id, role, target, created_by, created_at: at });
      if (typeof binding === 'string') continue;
      events.push(newEvent(deps, change, 'goldset.role_binding.created', binding.id, dataOfBinding(user.id, role, target)));
    }
    let token: CreatedToken | null = null;
    if (acceptor === null) {
      const made = deps.secrets.generate();
      const limits = { organization_id: organization.id, permissions: null, expires_at: null };
      const ofToken = { id: deps.newId(), user_id: user.id, name: 'invitation', ...keptOf(deps.secrets, made), created_at: at };
      token = { ...(await tokens.add({ ...ofToken, ...limits })), secret: made };
      events.push(newEvent(deps, change, 'goldset.token.created', token.id, { user_id: user.id }));
    }
    await outbox.append(...events);
    return ok({ organization, user, token });
  });
  if (accepted.ok) {
    const { id } = accepted.value.user;
    await moveFirstAnswers(deps, linked.map((external_user_id) => ({ organization_id: organization.id, external_user_id, user_id: id, linked_by: id })), causation_id);
  }
  return accepted;
};

/** Accepts an invitation as the caller. */
export const acceptInvitation =
  (deps: Dependencies): AcceptInvitation =>
  async (caller, request) => {
    const invitation = await find(deps, request);
    if (invitation === undefined) return UNKNOWN;
    const { user_id: id, name, causation_id, once } = caller;
    return accept(deps, invitation, request, { user: { id, name }, causation_id, once });
  };

/** Accepts an invitation as whoever has its e-mail address. */
export const acceptInvitationWithoutToken =
  (deps: Dependencies): AcceptInvitationWithoutToken =>
  async (request, causation_id, asked) => {
    const invitation = await find(deps, request, asked);
    if (invitation === undefined) return UNKNOWN;
    if (asked === undefined) return accept(deps, invitation, request, { user: null, causation_id, once: undefined });
    const once = onceAt({ scope_id: invitation.organization.id, owner_id: invitation.id }, asked, deps.now(), invitation.kept);
    return doOnce(deps, once, () => accept(deps, invitation, request, { user: null, causation_id, once }));
  };
