import type { NotFound } from '../access/index.ts';
import { changeBy, newEvent } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { Stale } from '../errors.ts';
import { err, isStale, ok } from '../kernel/index.ts';
import type { Conditional, Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';

/** Revokes an invitation that nobody has accepted yet; its secret is worthless from then on. */
export type RevokeInvitation = UseCase<Conditional & { readonly organization_id: Id; readonly invitation_id: Id }, undefined, NotFound | Stale>;

/** Revokes an invitation. */
export const revokeInvitation =
  (deps: Dependencies): RevokeInvitation =>
  (caller, { invitation_id, if_revision }) => {
    const change = changeBy(deps, caller);
    return deps.store.transact(scopeOf(caller), async ({ invitations, outbox }) => {
      if (!(await invitations.revoke(invitation_id))) return err({ code: 'not_found' });
      if (isStale({ if_revision })) return err({ code: 'stale', revision: 1 });
      await outbox.append(newEvent(deps, change, 'goldset.invitation.revoked', invitation_id, {}));
      return ok(undefined);
    });
  };
