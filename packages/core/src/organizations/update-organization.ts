import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, Id, OutboxRepository, Stale } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { OrganizationsRepository } from './repository.ts';
import type { Organization, UpdateOrganization as Request } from './transports.ts';

/** The new values of an organization's fields. */
export interface UpdateOrganizationInput extends Request, Conditional {
  readonly organization_id: Id;
}

/** Changes an organization. */
export type UpdateOrganization = UseCase<UpdateOrganizationInput, Organization, NotFound | Stale>;

/** Changes an organization. */
export const updateOrganization = defineOperation({
  name: 'updateOrganization',
  permission: 'organization:update',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  run:
    (deps: Needs<{ organizations: OrganizationsRepository; outbox: OutboxRepository }>): UpdateOrganization =>
    (caller, { organization_id: id, if_revision, ...changes }) => {
      const change = changeBy(deps, caller);
      return deps.store.transact(scopeOf(caller), async ({ organizations, outbox }) => {
        const update = await organizations.update({ id, changes, if_revision, at: change.at });
        if (update === undefined) return err({ code: 'not_found' });
        const { outcome, value } = update;
        const { revision } = value;
        if (outcome === 'stale') return err({ code: 'stale', revision });
        if (outcome === 'changed')
          await outbox.append(newEvent(deps, change, 'goldset.organization.updated', id, { revision }));
        return ok(value);
      });
    },
});
