import { askAgain, changeBy, dataOfBinding, defineOperation, scopeOf } from '../access/index.ts';
import type { MayNotAnyMore, Needs, RoleBindingsRepository, UseCase } from '../access/index.ts';
import { err, idTaken, ok } from '../kernel/index.ts';
import type { AlreadyExists, Chosen, Id, NewEvent, OutboxRepository } from '../kernel/index.ts';
import type { MembersRepository } from '../organizations/index.ts';
import type { TokensRepository } from '../tokens/index.ts';
import { newEvent } from './events.ts';
import type { ServiceAccountsRepository } from './repository.ts';
import type { CreateServiceAccount as Request, ServiceAccount } from './transports.ts';

/** A request for a service account, and the organization to which it will belong. */
export interface CreateServiceAccountInput extends Request, Chosen {
  readonly organization_id: Id;
}

/** Creates a service account, makes it a member and binds its roles on the organization, in one transaction. */
export type CreateServiceAccount = UseCase<CreateServiceAccountInput, ServiceAccount, AlreadyExists | MayNotAnyMore>;

/** Creates a service account. */
export const createServiceAccount = defineOperation({
  name: 'createServiceAccount',
  permission: 'service_account:create',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  choosesId: true,
  run:
    (
      deps: Needs<{
        tokens: TokensRepository;
        members: MembersRepository;
        roleBindings: RoleBindingsRepository;
        serviceAccounts: ServiceAccountsRepository;
        outbox: OutboxRepository;
      }>,
    ): CreateServiceAccount =>
    (caller, { organization_id, id = deps.newId(), name, roles }) => {
      const change = changeBy(deps, caller);
      const made = { created_by: change.by, created_at: change.at };
      const target = { type: 'organization', id: organization_id } as const;
      return deps.store.transact(
        scopeOf(caller),
        async ({ serviceAccounts, members, tokens, roleBindings, outbox }) => {
          const asked = await askAgain(caller, 'service_account:create', { members, tokens });
          if (!asked.ok) return asked;
          if (!(await serviceAccounts.add({ id, name, ...made }))) return err(idTaken);
          await members.add({ user_id: id, added_by: change.by, created_at: change.at });
          const events: NewEvent[] = [
            newEvent(deps, change, 'goldset.service_account.created', id, {}),
            newEvent(deps, change, 'goldset.member.added', id, { user_id: id }),
          ];
          for (const role of roles) {
            const bindingId = deps.newId();
            await roleBindings.add({ id: bindingId, user_id: id, role, target, ...made });
            events.push(
              newEvent(deps, change, 'goldset.role_binding.created', bindingId, dataOfBinding(id, role, target)),
            );
          }
          await outbox.append(...events);
          return ok({
            id,
            name,
            revision: 1,
            created_by: { id: caller.user_id, name: caller.name },
            created_at: change.at,
            updated_at: change.at,
          });
        },
      );
    },
});
