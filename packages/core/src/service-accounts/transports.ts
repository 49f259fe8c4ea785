import { z } from 'zod';
import { DistinctRoles } from '../access/index.ts';
import { Id, Name, optional, Revision, SearchText, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactUser } from '../users/index.ts';

/** The identity of a machine in one organization. Its `id` is its user id. */
export const ServiceAccount = z
  .object({
    id: Id,
    name: Name,
    revision: Revision,
    created_by: CompactUser,
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'ServiceAccount' });
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

/** The fields of a service account that are to be others. */
export const UpdateServiceAccount = z
  .strictObject({ name: optional(Name) })
  .meta({ id: 'UpdateServiceAccount', example: { name: 'sentiment-small' } });
/** The fields of a service account that are to be others. */
export type UpdateServiceAccount = Transport<typeof UpdateServiceAccount>;

/** Which service accounts a list holds. */
export const ServiceAccountFilter = z.strictObject({
  name: SearchText.optional().meta({ description: 'The name holds this text, in capitals or not.' }),
});
/** Which service accounts a list holds. */
export type ServiceAccountFilter = Transport<typeof ServiceAccountFilter>;
