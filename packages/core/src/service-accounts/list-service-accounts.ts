import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, UseCase } from '../access/index.ts';
import { ok, soughtBy } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import type { ServiceAccountsRepository } from './repository.ts';
import type { ServiceAccount, ServiceAccountFilter } from './transports.ts';

/**
 * Lists the service accounts of an organization that match the filter. A page may be short or empty although more pages
 * follow.
 */
export type ListServiceAccounts = UseCase<
  ServiceAccountFilter & { readonly organization_id: Id; readonly page: PageRequest },
  Page<ServiceAccount>
>;

/** Lists service accounts. */
export const listServiceAccounts = defineOperation({
  name: 'listServiceAccounts',
  permission: 'service_account:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'organization',
  run:
    ({ store }: Needs<{ serviceAccounts: ServiceAccountsRepository }>): ListServiceAccounts =>
    async (caller, { name, page }) =>
      ok(await store.within(scopeOf(caller)).serviceAccounts.list(page, name === undefined ? null : soughtBy(name))),
});
