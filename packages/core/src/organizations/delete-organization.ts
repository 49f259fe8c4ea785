import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, Id, OutboxRepository, Stale } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { OrganizationsRepository } from './repository.ts';

/**
 * Deletes an organization with everything in it, at once, whatever its size, with effect from the next request. With
 * `if_revision`, deletes the organization only if it is at one of these revisions. It can be restored for a limited
 * time.
 */
export type DeleteOrganization = UseCase<Conditional & { readonly organization_id: Id }, undefined, NotFound | Stale>;

/** Deletes an organization. */
export const deleteOrganization = defineOperation({
  name: 'deleteOrganization',
  permission: 'organization:delete',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  run:
    (deps: Needs<{ organizations: OrganizationsRepository; outbox: OutboxRepository }>): DeleteOrganization =>
    (caller, { organization_id, if_revision }) => {
      const change = changeBy(deps, caller);
      return deps.store.transact(scopeOf(caller), async ({ organizations, outbox }) => {
        const deletion = await organizations.delete(organization_id, { if_revision }, change.at);
        if (deletion === undefined) return err({ code: 'not_found' });
        if (deletion !== 'deleted') return err({ code: 'stale', revision: deletion.revision });
        await outbox.append(newEvent(deps, change, 'goldset.organization.deleted', organization_id, {}));
        return ok(undefined);
      });
    },
});
