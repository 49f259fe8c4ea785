import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { defineOperation } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, Id, Stale } from '../kernel/index.ts';
import { removeFrom } from '../organizations/index.ts';
import type { RemovalRepositories } from '../organizations/index.ts';

/**
 * Deletes a service account with its roles and tokens, with effect from the next request. Its claimed tasks are
 * released; its answers stay under its name.
 */
export type DeleteServiceAccount = UseCase<
  Conditional & { readonly organization_id: Id; readonly user_id: Id },
  undefined,
  NotFound | Stale
>;

/** Deletes a service account, as removing a member does. */
export const deleteServiceAccount = defineOperation({
  name: 'deleteServiceAccount',
  permission: 'service_account:delete',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  run:
    (deps: Needs<RemovalRepositories>): DeleteServiceAccount =>
    async (caller, input) => {
      const removed = await removeFrom(deps, caller, input, ['service'], ({ revision }) => revision);
      if (removed.ok) return ok(undefined);
      // A service account is never the last admin who is a person.
      if (removed.error.code === 'last_admin') throw new Error('A service account counted as a person.');
      return err(removed.error);
    },
});
