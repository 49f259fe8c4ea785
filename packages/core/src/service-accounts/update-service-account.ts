import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, Id, OutboxRepository, Stale } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { ServiceAccountsRepository } from './repository.ts';
import type { ServiceAccount, UpdateServiceAccount as Request } from './transports.ts';

/** The new values of a service account's fields. */
export interface UpdateServiceAccountInput extends Request, Conditional {
  readonly organization_id: Id;
  readonly user_id: Id;
}

/** Changes a service account. Its answers appear under the new name as well. */
export type UpdateServiceAccount = UseCase<UpdateServiceAccountInput, ServiceAccount, NotFound | Stale>;

/** Changes a service account. */
export const updateServiceAccount = defineOperation({
  name: 'updateServiceAccount',
  permission: 'service_account:update',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  run:
    (deps: Needs<{ serviceAccounts: ServiceAccountsRepository; outbox: OutboxRepository }>): UpdateServiceAccount =>
    (caller, { user_id, if_revision, name }) => {
      const change = changeBy(deps, caller);
      return deps.store.transact(scopeOf(caller), async ({ serviceAccounts, outbox }) => {
        const update = await serviceAccounts.update({ id: user_id, changes: { name }, if_revision, at: change.at });
        if (update === undefined) return err({ code: 'not_found' });
        const { outcome, value } = update;
        const { revision } = value;
        if (outcome === 'stale') return err({ code: 'stale', revision });
        if (outcome === 'changed')
          await outbox.append(newEvent(deps, change, 'goldset.service_account.updated', user_id, { revision }));
        return ok(value);
      });
    },
});
