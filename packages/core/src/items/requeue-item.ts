import { atOnce, changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, fault, ok } from '../kernel/index.ts';
import type { Id, Invalid } from '../kernel/index.ts';
import type { ItemsRepository } from './repository.ts';
import type { Item, RequeueItem as Request } from './transports.ts';

/** The item to requeue, the reason, and its new overlap if that changes. */
export interface RequeueItemInput extends Request {
  readonly project_id: Id;
  readonly item_id: Id;
}

/**
 * Moves an item to the end of its queue, also for those who skipped it. If there is nothing to do, returns the item
 * unchanged.
 */
export type RequeueItem = UseCase<RequeueItemInput, Item, NotFound | Invalid>;

const faults = {
  complete: ({ annotation_count }: Item) =>
    fault(
      ['overlap'],
      'range',
      `Must be more than the answers that the item has, which are ${annotation_count}: so many annotators have answered it, and are not asked again.`,
    ),
  overlap_in_use: () =>
    fault(
      ['overlap'],
      'in_use',
      'Must not be less than the answers and claims that the item has; name more, or release claimed tasks first.',
    ),
} as const;

/** Requeues an item. */
export const requeueItem = defineOperation({
  name: 'requeueItem',
  permission: 'item:requeue',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (deps: Needs<{ items: ItemsRepository }>): RequeueItem =>
    (caller, { item_id, reason, overlap }) =>
      atOnce(deps.store, scopeOf(caller), async ({ items }) => {
        const change = changeBy(deps, caller);
        for (;;) {
          const requeued = await items.requeue({
            id: item_id,
            reason: reason ?? null,
            overlap: overlap ?? undefined,
            change,
            event_id: deps.newId(),
          });
          if (requeued === undefined) return err({ code: 'not_found' });
          const { outcome, value } = requeued;
          if (outcome === 'complete' || outcome === 'overlap_in_use')
            return err({ code: 'invalid', errors: [faults[outcome](value)] });
          if (outcome !== 'more') return ok(value);
        }
      }),
});
