import type { NotFound } from '../access/index.ts';
import { changeBy, newEvent } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';

/** Revokes an invitation that nobody has accepted yet; its secret is worthless from then on. */
export type RevokeInvitation = UseCase<{ readonly organization_id: Id; readonly invitation_id: Id }, undefined, NotFound>;

/** Revokes an invitation. */
export const revokeInvitation =
  (deps: Dependencies): RevokeInvitation =>
  (caller, { invitation_id }) => {
    const change = changeBy(deps, caller);
    return deps.store.transact(scopeOf(caller), async ({ invitations, outbox }) => {
      if (!(await invitations.revoke(invitation_id))) return err({ code: 'not_found' });
      await outbox.append(newEvent(deps, change, 'goldset.invitation.revoked', invitation_id, {}));
      return ok(undefined);
    });
  };
