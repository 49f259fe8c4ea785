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
