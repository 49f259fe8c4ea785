import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, isStale, ok } from '../kernel/index.ts';
import type { Conditional, Id, OutboxRepository, Stale } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { InvitationsRepository } from './repository.ts';

/** Revokes an invitation that nobody has accepted yet. Its secret is invalid from then on. */
export type RevokeInvitation = UseCase<
  Conditional & { readonly organization_id: Id; readonly invitation_id: Id },
  undefined,
  NotFound | Stale
>;

/** Revokes an invitation. */
export const revokeInvitation = defineOperation({
  name: 'revokeInvitation',
  permission: 'invitation:revoke',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  run:
    (deps: Needs<{ invitations: InvitationsRepository; outbox: OutboxRepository }>): RevokeInvitation =>
    (caller, { invitation_id, if_revision }) => {
      const change = changeBy(deps, caller);
      return deps.store.transact(scopeOf(caller), async ({ invitations, outbox }) => {
        if (!(await invitations.revoke(invitation_id))) return err({ code: 'not_found' });
        if (isStale({ if_revision })) return err({ code: 'stale', revision: 1 });
        await outbox.append(newEvent(deps, change, 'goldset.invitation.revoked', invitation_id, {}));
        return ok(undefined);
      });
    },
});
