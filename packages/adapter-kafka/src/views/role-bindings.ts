import { CreateRoleBinding, Id } from '@goldset/core';
import { z } from 'zod';
import { choosing, conditional, exampleIds, ofOrganization } from '../fields.ts';
import { command } from '../handler.ts';

/** `goldset.role_binding.create` */
export const createRoleBinding = command(
  {
    type: 'goldset.role_binding.create',
    operation: 'createRoleBinding',
    summary: 'Give a member a role',
    schema: CreateRoleBinding.extend({ ...ofOrganization, ...choosing }),
    example: {
      organization_id: exampleIds.organization,
      user_id: exampleIds.user,
      role: 'annotator',
      target: { type: 'project', id: exampleIds.project },
    },
  },
  (application, caller, input) => application.createRoleBinding(caller, input),
);

/** `goldset.role_binding.delete` */
export const deleteRoleBinding = command(
  {
    type: 'goldset.role_binding.delete',
    operation: 'deleteRoleBinding',
    summary: 'Take a role away',
    schema: z.strictObject({ ...ofOrganization, role_binding_id: Id, ...conditional }),
    example: { organization_id: exampleIds.organization, role_binding_id: exampleIds.role_binding },
  },
  (application, caller, input) => application.deleteRoleBinding(caller, input),
);
