import { z } from 'zod';
import { Id } from '../kernel/index.ts';
import { Role } from './permissions.ts';

const ofBinding = { user_id: Id, role: Role, target_type: z.enum(['organization', 'project']), target_id: Id };

/** The events of role bindings; their subject is the binding. */
export const accessEvents = {
  'goldset.role_binding.created': z.strictObject(ofBinding),
  'goldset.role_binding.deleted': z.strictObject(ofBinding),
} as const;
