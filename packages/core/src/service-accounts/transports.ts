import { z } from 'zod';
import { DistinctRoles } from '../access/index.ts';
import { Id, Name, optional, Revision, SearchText, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactUser } from '../users/index.ts';

/** The identity of a program in one organization. Its `id` is its user id. */
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
/** The identity of a program in one organization. */
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

/** The new values of a service account's fields; a field that is left out keeps its value. */
export const UpdateServiceAccount = z
  .strictObject({ name: optional(Name) })
  .meta({ id: 'UpdateServiceAccount', example: { name: 'sentiment-small' } });
/** The new values of a service account's fields; a field that is left out keeps its value. */
export type UpdateServiceAccount = Transport<typeof UpdateServiceAccount>;

/** Filters a list of service accounts. */
export const ServiceAccountFilter = z.strictObject({
  name: SearchText.optional().meta({ description: 'The name holds this text, in capitals or not.' }),
});
/** Filters a list of service accounts. */
export type ServiceAccountFilter = Transport<typeof ServiceAccountFilter>;
