export { CreateServiceAccount, ServiceAccount } from './transports.ts';
export type { NewServiceAccount, ServiceAccountsRepository } from './repository.ts';
export { serviceAccountEvents } from './events.ts';
export { createServiceAccount } from './create-service-account.ts';
export type { CreateServiceAccount as CreateServiceAccountUseCase, CreateServiceAccountInput } from './create-service-account.ts';
export { listServiceAccounts } from './list-service-accounts.ts';
export type { ListServiceAccounts } from './list-service-accounts.ts';
export { createServiceAccountToken, listServiceAccountTokens, revokeServiceAccountToken } from './service-account-tokens.ts';
export type { CreateServiceAccountToken, ListServiceAccountTokens, RevokeServiceAccountToken } from './service-account-tokens.ts';
