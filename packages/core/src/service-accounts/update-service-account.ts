import type { NotFound } from '../access/index.ts';
import { changeBy, newEvent } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { Stale } from '../errors.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { ServiceAccount, UpdateServiceAccount as Request } from './transports.ts';

/** What is to be another of a service account. */
export interface UpdateServiceAccountInput extends Request, Conditional {
  readonly organization_id: Id;
  readonly user_id: Id;
}

/** Changes a service account. What it has answered stands under the new name as well. */
export type UpdateServiceAccount = UseCase<UpdateServiceAccountInput, ServiceAccount, NotFound | Stale>;

/** Changes a service account. */
export const updateServiceAccount =
  (deps: Dependencies): UpdateServiceAccount =>
  (caller, { user_id, if_revision, name }) => {
    const change = changeBy(deps, caller);
    return deps.store.transact(scopeOf(caller), async ({ serviceAccounts, outbox }) => {
      const update = await serviceAccounts.update({ id: user_id, changes: { name }, if_revision, at: change.at });
      if (update === undefined) return err({ code: 'not_found' });
      const { outcome, value } = update;
      const { revision } = value;
      if (outcome === 'stale') return err({ code: 'stale', revision });
      if (outcome === 'changed') await outbox.append(newEvent(deps, change, 'goldset.service_account.updated', user_id, { revision }));
      return ok(value);
    });
  };
