import { z } from 'zod';
import { DistinctRoles } from '../access/index.ts';
import { Id } from '../kernel/index.ts';

/** The events of invitations; their subject is the invitation. They name no e-mail address. */
export const invitationEvents = {
  'goldset.invitation.created': z.strictObject({ roles: DistinctRoles }),
  'goldset.invitation.revoked': z.strictObject({}),
  'goldset.invitation.accepted': z.strictObject({ user_id: Id }),
} as const;
