import type { NotFound } from '../access/index.ts';
import { changeBy, restorableSince } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { atOnce, scopeOf } from '../store.ts';
import type { Item } from './transports.ts';

/** Brings back a deleted item with all that was deleted with it. One that is not deleted answers as it is. */
export type RestoreItem = UseCase<{ readonly project_id: Id; readonly item_id: Id }, Item, NotFound>;

/** Restores an item. */
export const restoreItem =
  (deps: Dependencies): RestoreItem =>
  (caller, { item_id }) =>
    atOnce(deps.store, scopeOf(caller), async ({ items }) => {
      const change = changeBy(deps, caller);
      const item = (await items.restore(item_id, restorableSince(deps), change, deps.newId())) ?? (await items.find(item_id, change.at));
      return item === undefined ? err({ code: 'not_found' }) : ok(item);
    });
