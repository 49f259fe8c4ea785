import { atOnce, changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, Id, Stale } from '../kernel/index.ts';
import { MAX_OVERLAP } from '../projects/index.ts';
import type { ItemsRepository } from './repository.ts';

/**
 * Deletes an item with its tasks, annotations and predictions, with effect from the next request. With `if_revision`,
 * deletes the item only if it is at one of these revisions. It can be restored for a limited time.
 */
export type DeleteItem = UseCase<
  Conditional & { readonly project_id: Id; readonly item_id: Id },
  undefined,
  NotFound | Stale
>;

/** Deletes an item. */
export const deleteItem = defineOperation({
  name: 'deleteItem',
  permission: 'item:delete',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (deps: Needs<{ items: ItemsRepository }>): DeleteItem =>
    (caller, { item_id, if_revision }) =>
      atOnce(deps.store, scopeOf(caller), async ({ items }) => {
        const eventIds = Array.from({ length: MAX_OVERLAP + 1 }, () => deps.newId());
        const deletion = await items.delete(item_id, { if_revision }, changeBy(deps, caller), eventIds);
        if (deletion === undefined) return err({ code: 'not_found' });
        return deletion === 'deleted' ? ok(undefined) : err({ code: 'stale', revision: deletion.revision });
      }),
});
