import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { aimAtRoleBinding } from './caller-at.ts';
import type { NotFound } from './errors.ts';
import { defineOperation } from './operation.ts';
import type { RoleBindingsRepository } from './repository.ts';
import { scopeOf } from './scope.ts';
import type { Needs, UseCase } from './service.ts';
import type { RoleBinding } from './transports.ts';

/**
 * Reads one role binding of an organization or one of its projects. The permission is checked on the binding's target.
 */
export type GetRoleBinding = UseCase<
  { readonly organization_id: Id; readonly role_binding_id: Id },
  RoleBinding,
  NotFound
>;

/** Reads a role binding. */
export const getRoleBinding = defineOperation({
  name: 'getRoleBinding',
  permission: 'role_binding:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'organization',
  aim: aimAtRoleBinding,
  run:
    ({ store }: Needs<{ roleBindings: RoleBindingsRepository }>): GetRoleBinding =>
    async (caller, { role_binding_id }) => {
      const binding = await store.within(scopeOf(caller)).roleBindings.find(role_binding_id);
      return binding === undefined ? err({ code: 'not_found' }) : ok(binding);
    },
});
