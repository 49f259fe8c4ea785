import { aimAtDeleted, changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok, restorableSince } from '../kernel/index.ts';
import type { Id, OutboxRepository } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import { releaseTasks } from './release-tasks.ts';
import type { MembersRepository, OrganizationsRepository } from './repository.ts';
import type { Organization } from './transports.ts';

/**
 * Restores a deleted organization with everything that was deleted with it, and releases the claimed tasks in its
 * projects. If the organization is not deleted, returns it unchanged.
 */
export type RestoreOrganization = UseCase<{ readonly organization_id: Id }, Organization, NotFound>;

/** Restores an organization. Projects and items that were deleted separately stay deleted. */
export const restoreOrganization = defineOperation({
  name: 'restoreOrganization',
  permission: 'organization:restore',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  aim: aimAtDeleted,
  run:
    (
      deps: Needs<
        { organizations: OrganizationsRepository; members: MembersRepository; outbox: OutboxRepository },
        'restoreDays'
      >,
    ): RestoreOrganization =>
    (caller, { organization_id }) => {
      const change = changeBy(deps, caller);
      return deps.store.transact(scopeOf(caller), async ({ organizations, members, outbox }) => {
        const isDeleted = await organizations.holdDeleted(organization_id, restorableSince(deps));
        if (isDeleted !== true) {
          const organization = isDeleted === undefined ? undefined : await organizations.find(organization_id);
          return organization === undefined ? err({ code: 'not_found' }) : ok(organization);
        }
        for (const project_id of await members.projectsWithClaims(null))
          await releaseTasks(deps, members, { project_id, user_id: null }, change);
        const organization = await organizations.restore(organization_id, change.at);
        await outbox.append(newEvent(deps, change, 'goldset.organization.restored', organization_id, {}));
        return ok(organization);
      });
    },
});
