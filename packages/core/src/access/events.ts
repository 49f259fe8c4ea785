import { z } from 'zod';
import { Id } from '../kernel/index.ts';
import { Role } from './permissions.ts';
import type { RoleBinding } from './transports.ts';

const ofBinding = { user_id: Id, role: Role, target_type: z.enum(['organization', 'project']), target_id: Id };

/** What the events of a role binding tell of it. */
export const dataOfBinding = (
  user_id: Id,
  role: Role,
  target: RoleBinding['target'],
): { readonly user_id: Id; readonly role: Role; readonly target_type: RoleBinding['target']['type']; readonly target_id: Id } => ({
  user_id,
  role,
  target_type: target.type,
  target_id: target.id,
});

/** The events of role bindings; their subject is the binding. */
export const accessEvents = {
  'goldset.role_binding.created': z.strictObject(ofBinding),
  'goldset.role_binding.deleted': z.strictObject(ofBinding),
} as const;
