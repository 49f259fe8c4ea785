import { z } from 'zod';
import { DistinctRoles } from '../access/index.ts';
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
    roles: DistinctRoles,
  })
  .meta({ id: 'CreateServiceAccount', example: { name: 'annotator-1', roles: ['annotator'] } });
/** The request for a service account. */
export type CreateServiceAccount = Transport<typeof CreateServiceAccount>;
