import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { ServiceAccountsRepository } from './repository.ts';
import type { ServiceAccount } from './transports.ts';

/** Reads one service account of an organization. */
export type GetServiceAccount = UseCase<
  { readonly organization_id: Id; readonly user_id: Id },
  ServiceAccount,
  NotFound
>;

/** Reads a service account. */
export const getServiceAccount = defineOperation({
  name: 'getServiceAccount',
  permission: 'service_account:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'organization',
  run:
    ({ store }: Needs<{ serviceAccounts: ServiceAccountsRepository }>): GetServiceAccount =>
    async (caller, { user_id }) => {
      const account = await store.within(scopeOf(caller)).serviceAccounts.find(user_id);
      return account === undefined ? err({ code: 'not_found' }) : ok(account);
    },
});
