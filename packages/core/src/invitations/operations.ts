import { operationsOf } from '../access/index.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { createInvitation } from './create-invitation.ts';
import { getInvitation } from './get-invitation.ts';
import { listInvitations } from './list-invitations.ts';
import { revokeInvitation } from './revoke-invitation.ts';

/** The operations of invitations. */
export const invitationOperations = operationsOf({
  createInvitation,
  listInvitations,
  getInvitation,
  revokeInvitation,
  acceptInvitation,
});
