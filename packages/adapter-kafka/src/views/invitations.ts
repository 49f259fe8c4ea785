import { Id } from '@goldset/core';
import { z } from 'zod';
import { conditional, exampleIds, ofOrganization } from '../fields.ts';
import { command } from '../handler.ts';

/** `goldset.invitation.revoke` */
export const revokeInvitation = command(
  {
    type: 'goldset.invitation.revoke',
    operation: 'revokeInvitation',
    summary: 'Revoke an invitation',
    schema: z.strictObject({ ...ofOrganization, invitation_id: Id, ...conditional }),
    example: { organization_id: exampleIds.organization, invitation_id: exampleIds.invitation },
  },
  (application, caller, input) => application.revokeInvitation(caller, input),
);
