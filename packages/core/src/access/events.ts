import { z } from 'zod';
import { eventOf, Id, Revision } from '../kernel/index.ts';
import type { EventMaker } from '../kernel/index.ts';
import { Role } from './permissions.ts';
import { DistinctRoles } from './transports.ts';
import type { RoleBinding } from './transports.ts';

const ofBinding = { user_id: Id, role: Role, target_type: z.enum(['organization', 'project']), target_id: Id };

/** The data of the events of a role binding. */
export const dataOfBinding = (
  user_id: Id,
  role: Role,
  target: RoleBinding['target'],
): {
  readonly user_id: Id;
  readonly role: Role;
  readonly target_type: RoleBinding['target']['type'];
  readonly target_id: Id;
} => ({
  user_id,
  role,
  target_type: target.type,
  target_id: target.id,
});

/** The events of role bindings; their subject is the binding. */
export const roleBindingEvents = {
  'goldset.role_binding.created': z.strictObject(ofBinding),
  'goldset.role_binding.deleted': z.strictObject(ofBinding),
} as const;

/** The events of tokens; their subject is the token. */
export const tokenEvents = {
  'goldset.token.created': z.strictObject({ user_id: Id }),
  'goldset.token.updated': z.strictObject({ user_id: Id, revision: Revision }),
  'goldset.token.revoked': z.strictObject({ user_id: Id }),
} as const;

/** The events of invitations; their subject is the invitation. They name no e-mail address. */
export const invitationEvents = {
  'goldset.invitation.created': z.strictObject({ roles: DistinctRoles }),
  'goldset.invitation.revoked': z.strictObject({}),
  'goldset.invitation.accepted': z.strictObject({ user_id: Id }),
} as const;

/** The events of service accounts; their subject is the service account's user. */
export const serviceAccountEvents = {
  'goldset.service_account.created': z.strictObject({}),
  'goldset.service_account.updated': z.strictObject({ revision: Revision }),
  'goldset.service_account.deleted': z.strictObject({}),
} as const;

/** Makes an event of role bindings, or another event that the removal of access causes. */
export const newEvent: EventMaker<typeof roleBindingEvents & typeof invitationEvents> = eventOf;
