import { z } from 'zod';

/** The events of service accounts; their subject is the service account's user. */
export const serviceAccountEvents = {
  'goldset.service_account.created': z.strictObject({}),
  'goldset.service_account.deleted': z.strictObject({}),
} as const;
