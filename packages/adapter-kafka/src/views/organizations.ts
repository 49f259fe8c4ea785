import { CreateOrganization, Id, UpdateOrganization } from '@goldset/core';
import { z } from 'zod';
import { choosing, conditional, exampleIds, ofOrganization } from '../fields.ts';
import { command } from '../handler.ts';

/** `goldset.organization.create` */
export const createOrganization = command(
  {
    type: 'goldset.organization.create',
    operation: 'createOrganization',
    summary: 'Create an organization',
    description: 'The consumer’s user, who must be a person, becomes its first member and admin.',
    schema: CreateOrganization.extend(choosing),
    example: { id: exampleIds.organization, name: 'Acme Research' },
  },
  (application, caller, input) => application.createOrganization(caller, input),
);

/** `goldset.organization.update` */
export const updateOrganization = command(
  {
    type: 'goldset.organization.update',
    operation: 'updateOrganization',
    summary: 'Change an organization',
    schema: UpdateOrganization.extend({ ...ofOrganization, ...conditional }),
    example: { organization_id: exampleIds.organization, name: 'Acme Labs' },
  },
  (application, caller, input) => application.updateOrganization(caller, input),
);

/** `goldset.member.remove` */
export const removeMember = command(
  {
    type: 'goldset.member.remove',
    operation: 'removeMember',
    summary: 'Remove a member',
    schema: z.strictObject({ ...ofOrganization, user_id: Id, ...conditional }),
    example: { organization_id: exampleIds.organization, user_id: exampleIds.user },
  },
  (application, caller, input) => application.removeMember(caller, input),
);

/** `goldset.organization.delete` */
export const deleteOrganization = command(
  {
    type: 'goldset.organization.delete',
    operation: 'deleteOrganization',
    summary: 'Delete an organization',
    description: 'With all that is in it. It can be restored for a time.',
    schema: z.strictObject({ ...ofOrganization, ...conditional }),
    example: { organization_id: exampleIds.organization },
  },
  (application, caller, input) => application.deleteOrganization(caller, input),
);

/** `goldset.organization.restore` */
export const restoreOrganization = command(
  {
    type: 'goldset.organization.restore',
    operation: 'restoreOrganization',
    summary: 'Restore a deleted organization',
    schema: z.strictObject({ ...ofOrganization }),
    example: { organization_id: exampleIds.organization },
  },
  (application, caller, input) => application.restoreOrganization(caller, input),
);
