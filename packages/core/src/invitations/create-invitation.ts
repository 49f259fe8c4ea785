import { askAgain, changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { MayNotAnyMore, Needs, UseCase } from '../access/index.ts';
import { err, fault, ok } from '../kernel/index.ts';
import type { AlreadyExists, Id, Invalid, OutboxRepository } from '../kernel/index.ts';
import type { MembersRepository } from '../organizations/index.ts';
import type { TokensRepository } from '../tokens/index.ts';
import { readEmailAddress } from '../users/index.ts';
import { newEvent } from './events.ts';
import type { InvitationsRepository } from './repository.ts';
import type { CreatedInvitation, CreateInvitation as Request } from './transports.ts';

/** A request for an invitation, and the organization that invites. */
export interface CreateInvitationInput extends Request {
  readonly organization_id: Id;
}

/** Invites a person to an organization and returns the secret, once. Nothing is sent to the e-mail address. */
export type CreateInvitation = UseCase<
  CreateInvitationInput,
  CreatedInvitation,
  AlreadyExists | Invalid | MayNotAnyMore
>;

const VALID_DAYS = 7;

/** Invites a person to an organization. */
export const createInvitation = defineOperation({
  name: 'createInvitation',
  permission: 'invitation:create',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  run:
    (
      deps: Needs<
        {
          tokens: TokensRepository;
          members: MembersRepository;
          invitations: InvitationsRepository;
          outbox: OutboxRepository;
        },
        'domains' | 'secrets'
      >,
    ): CreateInvitation =>
    async (caller, { email: given, roles }) => {
      const address = readEmailAddress(given, deps.domains);
      if (!address.ok) return err({ code: 'invalid', errors: [fault(['email'], 'format', address.error)] });
      const { email, email_key } = address.value;
      const change = changeBy(deps, caller);
      const secret = deps.secrets.generate();
      const expires_at = new Date(Date.parse(change.at) + VALID_DAYS * 86_400_000).toISOString();
      const [id, created_by, created_at] = [deps.newId(), { id: caller.user_id, name: caller.name }, change.at];
      return deps.store.transact(scopeOf(caller), async ({ invitations, members, tokens, outbox }) => {
        const asked = await askAgain(caller, 'invitation:create', { members, tokens });
        if (!asked.ok) return asked;
        if (await members.hasEmail(email_key))
          return err({
            code: 'already_exists',
            detail: 'Who has this address is a member already; give them a role instead.',
          });
        await invitations.add({
          id,
          email,
          roles,
          created_by: change.by,
          created_at,
          expires_at,
          secret_hash: deps.secrets.hash(secret),
        });
        await outbox.append(newEvent(deps, change, 'goldset.invitation.created', id, { roles }));
        return ok({ id, email, roles, created_by, created_at, expires_at, secret });
      });
    },
});
