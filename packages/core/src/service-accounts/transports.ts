import { z } from 'zod';
import { Role } from '../access/index.ts';
import { Id, Name, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactUser } from '../users/index.ts';

/** The identity of a machine in one organization. Its `id` is its user id. */
export const ServiceAccount = z.object({ id: Id, name: Name, created_by: CompactUser, created_at: Timestamp }).meta({ id: 'ServiceAccount' });
/** The identity of a machine in one organization. */
export type ServiceAccount = Transport<typeof ServiceAccount>;

/** The request for a service account. */
export const CreateServiceAccount = z
  .strictObject({
    name: Name,
    roles: z
      .array(Role)
      .max(5)
      .check((context) => {
        for (const [index, role] of context.value.entries()) {
          if (context.value.indexOf(role) === index) continue;
          context.issues.push({ code: 'custom', input: role, path: [index], message: 'Is named twice.', params: { fault: 'duplicate' } });
        }
      })
      .meta({ uniqueItems: true, description: 'Each becomes a role binding on the organization.' }),
  })
  .meta({ id: 'CreateServiceAccount', example: { name: 'annotator-1', roles: ['annotator'] } });
/** The request for a service account. */
export type CreateServiceAccount = Transport<typeof CreateServiceAccount>;
