import { forbidden, mayInvite } from '../access/index.ts';
import type { Forbidden, NotFound, Unauthenticated } from '../access/index.ts';
import { changeBy, newEvent } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { AlreadyExists, Invalid } from '../errors.ts';
import { err, fault, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import { readEmailAddress } from '../users/index.ts';
import type { CreatedInvitation, CreateInvitation as Request } from './transports.ts';

/** A request for an invitation and the organization it is to. */
export interface CreateInvitationInput extends Request {
  readonly organization_id: Id;
}

/** Invites somebody to an organization and says the secret, once. Nothing is sent to the e-mail address. */
export type CreateInvitation = UseCase<CreateInvitationInput, CreatedInvitation, AlreadyExists | Invalid | Unauthenticated | Forbidden | NotFound>;

const VALID_DAYS = 7;

/** Invites somebody to an organization. */
export const createInvitation =
  (deps: Dependencies): CreateInvitation =>
  async (caller, { email: given, roles }) => {
    const address = readEmailAddress(given, deps.domains);
    if (!address.ok) return err({ code: 'invalid', errors: [fault(['email'], 'format', address.error)] });
    const { email, email_key } = address.value;
    const change = changeBy(deps, caller);
    const secret = deps.secrets.generate();
    const expires_at = new Date(Date.parse(change.at) + VALID_DAYS * 86_400_000).toISOString();
    const invitation = { id: deps.newId(), email, roles, created_at: change.at, expires_at };
    return deps.store.transact(scopeOf(caller), async ({ invitations, members, tokens, outbox }) => {
      // Who takes the right to invite away, or the token, waits and then finds the invitation, or has done it.
      if (!(await members.hold())) return err({ code: 'not_found' });
      if (caller.token_id !== null && !(await tokens.hold(caller.token_id))) return err({ code: 'unauthenticated' });
      const standing = await members.rolesOf(caller.user_id);
      if (standing === undefined) return err({ code: 'not_found' });
      if (!mayInvite(standing)) return err(forbidden(caller, 'invitation:create'));
      if (await members.hasEmail(email_key)) return err({ code: 'already_exists', detail: 'Who has this address is a member already; give them a role instead.' });
      await invitations.add({ ...invitation, created_by: change.by, secret_hash: deps.secrets.hash(secret) });
      await outbox.append(newEvent(deps, change, 'goldset.invitation.created', invitation.id, { roles }));
      return ok({ ...invitation, created_by: { id: caller.user_id, name: caller.name }, secret });
    });
  };
