import { err, isStale, ok } from '../kernel/index.ts';
import type { Conditional, Id, OutboxRepository, Stale } from '../kernel/index.ts';
import { aimAtRoleBinding } from './caller-at.ts';
import { endAccess, mayInvite } from './end-access.ts';
import type { LastAdmin, NotFound } from './errors.ts';
import { dataOfBinding, newEvent } from './events.ts';
import { defineOperation } from './operation.ts';
import type { InvitationRevocations, RoleBindingsRepository, ServiceAccountsByMaker, Standings } from './repository.ts';
import { scopeOf } from './scope.ts';
import { changeBy } from './service.ts';
import type { Needs, UseCase } from './service.ts';
import type { AccessRemoval } from './transports.ts';

/**
 * Takes a role from a member, with effect from the next request on. If the member may then no longer invite, their open
 * invitations are revoked. The permission is checked on the binding's target.
 */
export type DeleteRoleBinding = UseCase<
  Conditional & { readonly organization_id: Id; readonly role_binding_id: Id },
  AccessRemoval,
  NotFound | LastAdmin | Stale
>;

/** Takes a role from a member. The last admin who is a person keeps theirs. */
export const deleteRoleBinding = defineOperation({
  name: 'deleteRoleBinding',
  permission: 'role_binding:delete',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  aim: aimAtRoleBinding,
  run:
    (
      deps: Needs<{
        members: Standings;
        invitations: InvitationRevocations;
        roleBindings: RoleBindingsRepository;
        serviceAccounts: ServiceAccountsByMaker;
        outbox: OutboxRepository;
      }>,
    ): DeleteRoleBinding =>
    (caller, { role_binding_id, if_revision }) => {
      const change = changeBy(deps, caller);
      return deps.store.transact(scopeOf(caller), async (repositories) => {
        const { members, roleBindings, outbox } = repositories;
        await members.hold();
        const deleted = await roleBindings.delete(role_binding_id);
        if (deleted === undefined) return err({ code: 'not_found' });
        if (isStale({ if_revision })) return err({ code: 'stale', revision: 1 });
        if (deleted.was_last_admin) return err({ code: 'last_admin' });
        const { user, role, target } = deleted.binding;
        await outbox.append(
          newEvent(deps, change, 'goldset.role_binding.deleted', role_binding_id, dataOfBinding(user.id, role, target)),
        );
        const isInviters = target.type === 'organization' && mayInvite({ kind: 'person', roles: [role] });
        if (!isInviters || mayInvite(await members.rolesOf(user.id)))
          return ok({ service_accounts: [], revoked_invitations: [] });
        const { removal, events } = await endAccess(deps, repositories, user.id, change);
        await outbox.append(...events);
        return ok(removal);
      });
    },
});
