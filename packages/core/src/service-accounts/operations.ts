import { operationsOf } from '../access/index.ts';
import { createServiceAccount } from './create-service-account.ts';
import { deleteServiceAccount } from './delete-service-account.ts';
import { getServiceAccount } from './get-service-account.ts';
import { listServiceAccounts } from './list-service-accounts.ts';
import {
  createServiceAccountToken,
  getServiceAccountToken,
  listServiceAccountTokens,
  revokeServiceAccountToken,
  updateServiceAccountToken,
} from './service-account-tokens.ts';
import { updateServiceAccount } from './update-service-account.ts';

/** The operations of service accounts and their tokens. */
export const serviceAccountOperations = operationsOf({
  createServiceAccount,
  listServiceAccounts,
  getServiceAccount,
  updateServiceAccount,
  deleteServiceAccount,
  createServiceAccountToken,
  listServiceAccountTokens,
  getServiceAccountToken,
  updateServiceAccountToken,
  revokeServiceAccountToken,
});
