import { changeBy, dataOfBinding, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, RoleBindingsRepository, UseCase } from '../access/index.ts';
import { err, idTaken, ok } from '../kernel/index.ts';
import type { AlreadyExists, Chosen, OutboxRepository } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { MembersRepository, OrganizationsRepository } from './repository.ts';
import type { CreateOrganization as Request, Organization } from './transports.ts';

/** Creates an organization; the caller becomes its first member and admin, in one transaction. */
export type CreateOrganization = UseCase<Request & Chosen, Organization, AlreadyExists>;

/** Creates an organization. The guard decides who may do this. */
export const createOrganization = defineOperation({
  name: 'createOrganization',
  permission: 'organization:create',
  effect: 'writes',
  onArchived: 'serves',
  target: 'installation',
  choosesId: true,
  run:
    (
      deps: Needs<{
        organizations: OrganizationsRepository;
        members: MembersRepository;
        roleBindings: RoleBindingsRepository;
        outbox: OutboxRepository;
      }>,
    ): CreateOrganization =>
    (caller, { name, id: chosen }) => {
      const change = changeBy(deps, caller);
      const [id, bindingId] = [chosen ?? deps.newId(), deps.newId()];
      const founded = { created_by: change.by, created_at: change.at };
      const target = { type: 'organization', id } as const;
      return deps.store.transact(
        { ...scopeOf(caller), organization_id: id },
        async ({ organizations, members, roleBindings, outbox }) => {
          if (!(await organizations.add({ id, name, ...founded }))) return err(idTaken);
          await members.add({ user_id: caller.user_id, added_by: change.by, created_at: change.at });
          await roleBindings.add({ id: bindingId, user_id: caller.user_id, role: 'admin', target, ...founded });
          await outbox.append(
            newEvent(deps, change, 'goldset.organization.created', id, { created_by: change.by }),
            newEvent(deps, change, 'goldset.member.added', caller.user_id, { user_id: caller.user_id }),
            newEvent(
              deps,
              change,
              'goldset.role_binding.created',
              bindingId,
              dataOfBinding(caller.user_id, 'admin', target),
            ),
          );
          const created_by = { id: caller.user_id, name: caller.name };
          return ok({
            id,
            name,
            revision: 1,
            created_by,
            created_at: change.at,
            updated_at: change.at,
            member_count: 1,
          });
        },
      );
    },
});
