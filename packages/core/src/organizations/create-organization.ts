import { dataOfBinding } from '../access/index.ts';
import { changeBy, newEvent } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { idTaken } from '../errors.ts';
import type { AlreadyExists } from '../errors.ts';
import { err, ok } from '../kernel/index.ts';
import type { Chosen } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { CreateOrganization as Request, Organization } from './transports.ts';

/** Creates an organization; the caller becomes its first member and admin, in one transaction. */
export type CreateOrganization = UseCase<Request & Chosen, Organization, AlreadyExists>;

/** Creates an organization. Who may is the guard's question. */
export const createOrganization =
  (deps: Dependencies): CreateOrganization =>
  (caller, { name, id: chosen }) => {
    const change = changeBy(deps, caller);
    const [id, bindingId] = [chosen ?? deps.newId(), deps.newId()];
    const founded = { created_by: change.by, created_at: change.at };
    const target = { type: 'organization', id } as const;
    return deps.store.transact({ ...scopeOf(caller), organization_id: id }, async ({ organizations, members, roleBindings, outbox }) => {
      if (!(await organizations.add({ id, name, ...founded }))) return err(idTaken);
      await members.add({ user_id: caller.user_id, added_by: change.by, created_at: change.at });
      await roleBindings.add({ id: bindingId, user_id: caller.user_id, role: 'admin', target, ...founded });
      await outbox.append(
        newEvent(deps, change, 'goldset.organization.created', id, { created_by: change.by }),
        newEvent(deps, change, 'goldset.member.added', caller.user_id, { user_id: caller.user_id }),
        newEvent(deps, change, 'goldset.role_binding.created', bindingId, dataOfBinding(caller.user_id, 'admin', target)),
      );
      const created_by = { id: caller.user_id, name: caller.name };
      return ok({ id, name, revision: 1, created_by, created_at: change.at, updated_at: change.at, member_count: 1 });
    });
  };
