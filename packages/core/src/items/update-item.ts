import { atOnce, changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, Id, InUse, Stale } from '../kernel/index.ts';
import type { ItemsRepository } from './repository.ts';
import type { Item, UpdateItem as Request } from './transports.ts';

/** The new values of an item's fields. */
export interface UpdateItemInput extends Request, Conditional {
  readonly project_id: Id;
  readonly item_id: Id;
}

/**
 * Changes an item. `data` can change only if the item has no claimed or submitted task and no annotation. `overlap`
 * cannot be less than the number of the item's answers and claims.
 */
export type UpdateItem = UseCase<UpdateItemInput, Item, NotFound | Stale | InUse>;

const details = {
  data_in_use:
    'The data of an item that has a claimed or submitted task or an annotation never changes; import what it should be as another item.',
  overlap_in_use:
    'The overlap of an item cannot be less than the answers and claims that it has; name more, or release claimed tasks first.',
} as const;

/** Changes an item. */
export const updateItem = defineOperation({
  name: 'updateItem',
  permission: 'item:update',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (deps: Needs<{ items: ItemsRepository }>): UpdateItem =>
    (caller, { project_id: _, item_id, if_revision, ...changes }) =>
      atOnce(deps.store, scopeOf(caller), async ({ items }) => {
        const update = await items.update({
          id: item_id,
          changes,
          if_revision,
          change: changeBy(deps, caller),
          event_id: deps.newId(),
        });
        if (update === undefined) return err({ code: 'not_found' });
        const { outcome, value } = update;
        if (outcome === 'stale') return err({ code: 'stale', revision: value.revision });
        return outcome === 'changed' || outcome === 'unchanged'
          ? ok(value)
          : err({ code: 'in_use', detail: details[outcome] });
      }),
});
