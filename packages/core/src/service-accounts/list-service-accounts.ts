import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { ServiceAccount } from './transports.ts';

/** Lists the service accounts of an organization. */
export type ListServiceAccounts = UseCase<{ readonly organization_id: Id; readonly page: PageRequest }, Page<ServiceAccount>>;

/** Lists service accounts. */
export const listServiceAccounts =
  ({ store }: Dependencies): ListServiceAccounts =>
  async (caller, { page }) =>
    ok(await store.within(scopeOf(caller)).serviceAccounts.list(page));
