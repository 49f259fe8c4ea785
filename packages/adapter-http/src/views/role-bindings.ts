import { AccessRemoval, CreateRoleBinding, Id, RoleBinding } from '@goldset/core';
import { z } from 'zod';
import { created, found, page, thing } from '../response/answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from './examples.ts';
import { json } from '../request/json-body.ts';

const filters = z.strictObject({
  project_id: Id.optional().meta({ description: 'Only those on this project.' }),
  user_id: Id.optional().meta({ description: 'Only those of this member.' }),
});

/** Role bindings. */
export const roleBindingEndpoints = [
  endpoint(
    {
      operation: 'listRoleBindings',
      method: 'get',
      path: '/organizations/{organization_id}/role-bindings',
      tag: 'Role bindings',
      summary: 'List role bindings',
      description:
        'All of the organization and its projects. With `project_id`, those on that project; the permission is then asked there, so that an admin of one project can list its bindings.',
      query: filters,
      answer: page('RoleBindingPage', 'role_bindings', RoleBinding, examples.roleBinding),
    },
    (application, caller, input) => application.listRoleBindings(caller, input),
  ),
  endpoint(
    {
      operation: 'createRoleBinding',
      method: 'post',
      path: '/organizations/{organization_id}/role-bindings',
      tag: 'Role bindings',
      summary: 'Give a member a role',
      description: 'On the organization, or on one project of it. The permission is asked on that target.',
      body: json(CreateRoleBinding),
      answer: created(
        RoleBinding,
        examples.roleBinding,
        ({ id }, { organization_id }) => `/organizations/${organization_id}/role-bindings/${id}`,
      ),
      errors: ['already_exists'],
    },
    (application, caller, input) => application.createRoleBinding(caller, input),
  ),
  endpoint(
    {
      operation: 'getRoleBinding',
      method: 'get',
      path: '/organizations/{organization_id}/role-bindings/{role_binding_id}',
      tag: 'Role bindings',
      summary: 'Read a role binding',
      description: 'The permission is asked on the target of the binding.',
      answer: thing(RoleBinding, examples.roleBinding, 'The role binding.'),
    },
    (application, caller, input) => application.getRoleBinding(caller, input),
  ),
  endpoint(
    {
      operation: 'deleteRoleBinding',
      method: 'delete',
      path: '/organizations/{organization_id}/role-bindings/{role_binding_id}',
      tag: 'Role bindings',
      summary: 'Take a role from a member',
      description:
        'From the next request on. The permission is asked on the target of the binding. The last admin of an organization who is a person keeps the role: `last_admin`. The open invitations of who may no longer invite are revoked.',
      answer: found(
        AccessRemoval,
        examples.accessRemoval,
        'The role is gone. Of who may no longer invite: what they may still know the secrets of.',
      ),
      errors: ['last_admin', 'stale'],
    },
    (application, caller, input) => application.deleteRoleBinding(caller, input),
  ),
] as const satisfies readonly Endpoint[];
