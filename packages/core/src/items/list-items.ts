import type { Forbidden } from '../access/index.ts';
import { restorableSince } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Item } from './transports.ts';

/** Lists the items of a project; the deleted ones, for those who may restore them, where `deleted` says so. */
export type ListItems = UseCase<{ readonly project_id: Id; readonly deleted?: boolean | undefined; readonly page: PageRequest }, Page<Item>, Forbidden>;

/** Lists items. */
export const listItems =
  (deps: Dependencies): ListItems =>
  async (caller, { deleted = false, page }) => {
    const { items } = deps.store.within(scopeOf(caller));
    if (!deleted) return ok(await items.list(page));
    if (!caller.permissions.has('item:restore')) return err({ code: 'forbidden', permission: 'item:restore' });
    return ok(await items.listDeleted(restorableSince(deps), page));
  };
