export { CreateServiceAccount, ServiceAccount, ServiceAccountFilter, UpdateServiceAccount } from './transports.ts';
export type {
  NewServiceAccount,
  ServiceAccountAnywhere,
  ServiceAccountsRepository,
  ServiceAccountUpdate,
} from './repository.ts';
export type {
  CreateServiceAccount as CreateServiceAccountUseCase,
  CreateServiceAccountInput,
} from './create-service-account.ts';
export type { DeleteServiceAccount } from './delete-service-account.ts';
export type { GetServiceAccount } from './get-service-account.ts';
export type {
  UpdateServiceAccount as UpdateServiceAccountUseCase,
  UpdateServiceAccountInput,
} from './update-service-account.ts';
export type { ListServiceAccounts } from './list-service-accounts.ts';
export type {
  CreateServiceAccountToken,
  GetServiceAccountToken,
  ListServiceAccountTokens,
  RevokeServiceAccountToken,
  UpdateServiceAccountToken,
} from './service-account-tokens.ts';
export { serviceAccountOperations } from './operations.ts';
