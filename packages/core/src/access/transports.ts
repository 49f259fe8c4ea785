import { z } from 'zod';
import { distinct, Id, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactUser } from './compact-user.ts';
import { Role } from './permissions.ts';

/** The organization (with every project of it) or the project on which a role holds. */
export const RoleBindingTarget = z
  .strictObject({ type: z.enum(['organization', 'project']), id: Id })
  .meta({ id: 'RoleBindingTarget' });

/** A list of distinct roles, which may be empty. */
export const DistinctRoles = z
  .array(Role)
  .max(5)
  .check(distinct('Is named twice.', (role) => role))
  .meta({ uniqueItems: true, description: 'Each becomes a role binding on the organization.' });

/** A role of a user on an organization or a project. */
export const RoleBinding = z
  .object({
    id: Id,
    user: CompactUser,
    role: Role,
    target: RoleBindingTarget,
    created_by: CompactUser,
    created_at: Timestamp,
  })
  .meta({ id: 'RoleBinding' });
/** A role of a user on an organization or a project. */
export type RoleBinding = Transport<typeof RoleBinding>;

/** The request for a role binding. */
export const CreateRoleBinding = z.strictObject({ user_id: Id, role: Role, target: RoleBindingTarget }).meta({
  id: 'CreateRoleBinding',
  example: {
    user_id: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002',
    role: 'annotator',
    target: { type: 'project', id: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0030' },
  },
});
/** The request for a role binding. */
export type CreateRoleBinding = Transport<typeof CreateRoleBinding>;

/** A role binding to be stored. */
export interface NewRoleBinding {
  readonly id: Id;
  readonly user_id: Id;
  readonly role: Role;
  readonly target: Transport<typeof RoleBindingTarget>;
  readonly created_by: Id;
  readonly created_at: Timestamp;
}

/** The access that may remain after somebody has lost their membership, or their right to give access to others. */
export const AccessRemoval = z
  .object({
    service_accounts: z.array(CompactUser).meta({
      description:
        'The service accounts whose tokens they made, and may therefore know; at most 1,000. Where that matters, make other tokens and revoke these.',
    }),
    revoked_invitations: z
      .array(z.object({ id: Id }))
      .meta({ description: 'The open invitations they had made: their secrets are worthless now.' }),
  })
  .meta({ id: 'AccessRemoval' });
/** The access that may remain after a removal. */
export type AccessRemoval = Transport<typeof AccessRemoval>;
