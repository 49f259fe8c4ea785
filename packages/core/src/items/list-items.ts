import { defineOperation, forbidden, scopeOf } from '../access/index.ts';
import type { Forbidden, Needs, UseCase } from '../access/index.ts';
import { err, fault, ok, restorableSince } from '../kernel/index.ts';
import type { Id, Invalid, Page, PageRequest } from '../kernel/index.ts';
import type { ItemsRepository } from './repository.ts';
import type { Item, ItemFilters } from './transports.ts';

/** The project whose items are listed, and the filters. */
export interface ListItemsInput extends ItemFilters {
  readonly project_id: Id;
  /** Lists the deleted items instead. Needs `item:restore`, and allows no filters. */
  readonly deleted?: boolean | undefined;
  readonly page: PageRequest;
}

/** Lists the items of a project that match the filters. A page may be short or empty although more pages follow. */
export type ListItems = UseCase<ListItemsInput, Page<Item>, Forbidden | Invalid>;

/** Lists items. */
export const listItems = defineOperation({
  name: 'listItems',
  permission: 'item:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    (deps: Needs<{ items: ItemsRepository }, 'restoreDays'>): ListItems =>
    async (caller, { project_id: _, deleted = false, page, ...filters }) => {
      const { items } = deps.store.within(scopeOf(caller));
      if (!deleted) return ok(await items.list(page, deps.now().toISOString(), filters));
      if (!caller.permissions.has('item:restore')) return err(forbidden(caller, 'item:restore'));
      if (Object.values(filters).some((filter) => filter !== undefined)) {
        return err({
          code: 'invalid',
          errors: [
            fault(['deleted'], 'option', 'The deleted items cannot be filtered: leave the other parameters out.'),
          ],
        });
      }
      return ok(await items.listDeleted(restorableSince(deps), page));
    },
});
