import { err, ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import { aimAtProject } from './caller-at.ts';
import type { NotFound } from './errors.ts';
import { defineOperation } from './operation.ts';
import type { RoleBindingsRepository } from './repository.ts';
import { scopeOf } from './scope.ts';
import type { Needs, UseCase } from './service.ts';
import type { RoleBinding } from './transports.ts';

/**
 * Which role bindings to list: those of an organization with all its projects, or those of one of its projects; those
 * of all users, or those of one member.
 */
export interface ListRoleBindingsInput {
  readonly organization_id: Id;
  readonly project_id?: Id | undefined;
  readonly user_id?: Id | undefined;
  readonly page: PageRequest;
}

/**
 * Lists the role bindings of an organization and its projects, or those of one project, or those of one member there.
 * The permission is checked on the project if one is named, and otherwise on the organization.
 */
export type ListRoleBindings = UseCase<ListRoleBindingsInput, Page<RoleBinding>, NotFound>;

/** Lists role bindings. */
export const listRoleBindings = defineOperation({
  name: 'listRoleBindings',
  permission: 'role_binding:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'organization',
  aim: aimAtProject,
  run:
    ({ store }: Needs<{ roleBindings: RoleBindingsRepository }>): ListRoleBindings =>
    async (caller, { organization_id, project_id = null, user_id = null, page }) => {
      // The project may belong to another organization in which the caller is an admin as well.
      if (caller.organization_id !== organization_id) return err({ code: 'not_found' });
      return ok(await store.within(scopeOf(caller)).roleBindings.list({ project_id, user_id }, page));
    },
});
