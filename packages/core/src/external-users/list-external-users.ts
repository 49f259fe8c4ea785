import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, UseCase } from '../access/index.ts';
import { ok, soughtBy } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import type { ExternalUsersRepository } from './repository.ts';
import type { ExternalUser, ExternalUserFilters } from './transports.ts';

/**
 * Lists the external users who match the filters, and the persons to whom they are linked. A page may be short or empty
 * although more pages follow.
 */
export type ListExternalUsers = UseCase<
  ExternalUserFilters & { readonly organization_id: Id; readonly page: PageRequest },
  Page<ExternalUser>
>;

/** Lists external users. */
export const listExternalUsers = defineOperation({
  name: 'listExternalUsers',
  permission: 'external_user:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'organization',
  run:
    ({ store }: Needs<{ externalUsers: ExternalUsersRepository }>): ListExternalUsers =>
    async (caller, { name, source, page }) =>
      ok(
        await store
          .within(scopeOf(caller))
          .externalUsers.list(page, { sought: name === undefined ? undefined : soughtBy(name), source }),
      ),
});
