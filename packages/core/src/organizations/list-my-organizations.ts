import { defineOperation, forbidden, scopeOf } from '../access/index.ts';
import type { Forbidden, Needs, UseCase } from '../access/index.ts';
import { err, ok, restorableSince } from '../kernel/index.ts';
import type { Page, PageRequest } from '../kernel/index.ts';
import type { OrganizationsRepository } from './repository.ts';
import type { ListedOrganization } from './transports.ts';

/**
 * Lists the organizations of which the caller is a member, or the deleted ones that they may restore. With a token
 * limited to one organization, lists only that one.
 */
export type ListMyOrganizations = UseCase<
  { readonly deleted?: boolean | undefined; readonly page: PageRequest },
  Page<ListedOrganization>,
  Forbidden
>;

/** Lists the caller's organizations. */
export const listMyOrganizations = defineOperation({
  name: 'listMyOrganizations',
  permission: 'me:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'installation',
  run:
    (deps: Needs<{ organizations: OrganizationsRepository }, 'restoreDays'>): ListMyOrganizations =>
    async (caller, { deleted = false, page }) => {
      const { organizations } = deps.store.within(scopeOf(caller));
      const user = { user_id: caller.user_id, organization_id: caller.token?.organization_id ?? null };
      if (!deleted) return ok(await organizations.listOf(user, page));
      // The caller's roles decide which organizations they may restore. Whether their token allows it is checked here.
      if (caller.token?.permissions?.includes('organization:restore') === false)
        return err(forbidden(caller, 'organization:restore'));
      return ok(await organizations.listDeletedOf(user, restorableSince(deps), page));
    },
});
