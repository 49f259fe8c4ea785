import { CreateServiceAccount, Id } from '@goldset/core';
import { z } from 'zod';
import { choosing, conditional, exampleIds, ofOrganization } from '../fields.ts';
import { command } from '../handler.ts';

/** `goldset.service_account.create` */
export const createServiceAccount = command(
  {
    type: 'goldset.service_account.create',
    operation: 'createServiceAccount',
    summary: 'Create a service account',
    description: 'Its tokens are made over HTTP: they are secrets, which stand in no topic.',
    schema: CreateServiceAccount.extend({ ...ofOrganization, ...choosing }),
    example: {
      organization_id: exampleIds.organization,
      id: exampleIds.user,
      name: 'annotator-1',
      roles: ['annotator'],
    },
  },
  (application, caller, input) => application.createServiceAccount(caller, input),
);

/** `goldset.service_account_token.revoke` */
export const revokeServiceAccountToken = command(
  {
    type: 'goldset.service_account_token.revoke',
    operation: 'revokeServiceAccountToken',
    summary: 'Revoke a token of a service account',
    schema: z.strictObject({ ...ofOrganization, user_id: Id, token_id: Id, ...conditional }),
    example: { organization_id: exampleIds.organization, user_id: exampleIds.user, token_id: exampleIds.token },
  },
  (application, caller, input) => application.revokeServiceAccountToken(caller, input),
);

/** `goldset.service_account.delete` */
export const deleteServiceAccount = command(
  {
    type: 'goldset.service_account.delete',
    operation: 'deleteServiceAccount',
    summary: 'Delete a service account',
    schema: z.strictObject({ ...ofOrganization, user_id: Id, ...conditional }),
    example: { organization_id: exampleIds.organization, user_id: exampleIds.user },
  },
  (application, caller, input) => application.deleteServiceAccount(caller, input),
);
