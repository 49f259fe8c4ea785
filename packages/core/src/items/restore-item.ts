import { atOnce, changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok, restorableSince } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { ItemsRepository } from './repository.ts';
import type { Item } from './transports.ts';

/**
 * Restores a deleted item with everything that was deleted with it. If the item is not deleted, returns it unchanged.
 */
export type RestoreItem = UseCase<{ readonly project_id: Id; readonly item_id: Id }, Item, NotFound>;

/** Restores an item. */
export const restoreItem = defineOperation({
  name: 'restoreItem',
  permission: 'item:restore',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (deps: Needs<{ items: ItemsRepository }, 'restoreDays'>): RestoreItem =>
    (caller, { item_id }) =>
      atOnce(deps.store, scopeOf(caller), async ({ items }) => {
        const change = changeBy(deps, caller);
        const item =
          (await items.restore(item_id, restorableSince(deps), change, deps.newId())) ??
          (await items.find(item_id, change.at));
        return item === undefined ? err({ code: 'not_found' }) : ok(item);
      }),
});
