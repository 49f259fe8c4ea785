import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { CompactOrganization } from './transports.ts';

/** Lists the organizations the caller is a member of; with a token limited to one organization, that one. */
export type ListMyOrganizations = UseCase<{ readonly page: PageRequest }, Page<CompactOrganization>>;

/** Lists the caller's organizations. */
export const listMyOrganizations =
  ({ store }: Dependencies): ListMyOrganizations =>
  async (caller, { page }) => {
    const member = { user_id: caller.user_id, organization_id: caller.token?.organization_id ?? null };
    return ok(await store.within(scopeOf(caller)).organizations.listOf(member, page));
  };
