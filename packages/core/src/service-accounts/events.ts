import { z } from 'zod';
import { Revision } from '../kernel/index.ts';

/** The events of service accounts; their subject is the service account's user. */
export const serviceAccountEvents = {
  'goldset.service_account.created': z.strictObject({}),
  'goldset.service_account.updated': z.strictObject({ revision: Revision }),
  'goldset.service_account.deleted': z.strictObject({}),
} as const;
