import { err, fault, ok } from '../kernel/index.ts';
import type { AlreadyExists, Chosen, Fault, Id, Invalid, OutboxRepository } from '../kernel/index.ts';
import { askAgain } from './ask-again.ts';
import type { MayNotAnyMore } from './ask-again.ts';
import { aimAtProject } from './caller-at.ts';
import { dataOfBinding, newEvent } from './events.ts';
import { defineOperation } from './operation.ts';
import type { RoleBindingsRepository, Standings, TokenHolds } from './repository.ts';
import { scopeOf } from './scope.ts';
import { changeBy } from './service.ts';
import type { Needs, UseCase } from './service.ts';
import type { CreateRoleBinding as Request, RoleBinding } from './transports.ts';

/** A request for a role binding, and the organization in which it is made. */
export interface CreateRoleBindingInput extends Request, Chosen {
  readonly organization_id: string;
}

/** Gives a member a role on the organization or on one of its projects. */
export type CreateRoleBinding = UseCase<CreateRoleBindingInput, RoleBinding, MayNotAnyMore | AlreadyExists | Invalid>;

const noMember = (userId: Id): Fault =>
  fault(['user_id'], 'not_found', `The organization has no member ${userId}; invite them, then give the role.`);

/** The operation `createRoleBinding`. The permission is checked on the binding's target. */
export const createRoleBinding = defineOperation({
  name: 'createRoleBinding',
  permission: 'role_binding:create',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  aim: aimAtProject,
  run:
    (
      deps: Needs<{
        tokens: TokenHolds;
        members: Standings;
        roleBindings: RoleBindingsRepository;
        outbox: OutboxRepository;
      }>,
    ): CreateRoleBinding =>
    (caller, { organization_id, id = deps.newId(), user_id, role, target }) => {
      const change = changeBy(deps, caller);
      return deps.store.transact(
        { ...scopeOf(caller), organization_id },
        async ({ members, tokens, roleBindings, outbox }) => {
          const asked = await askAgain(
            caller,
            'role_binding:create',
            { members, tokens },
            target.type === 'project' ? target.id : null,
          );
          if (!asked.ok) return asked;
          const added = await roleBindings.add({
            id,
            user_id,
            role,
            target,
            created_by: change.by,
            created_at: change.at,
          });
          if (added === 'no_target') return err({ code: 'not_found' });
          if (added === 'no_member') return err({ code: 'invalid', errors: [noMember(user_id)] });
          if (added === 'already_exists')
            return err({
              code: 'already_exists',
              detail: 'This user has this role on this target already, or the id is taken.',
            });
          await outbox.append(
            newEvent(deps, change, 'goldset.role_binding.created', added.id, dataOfBinding(user_id, role, target)),
          );
          return ok(added);
        },
      );
    },
});
