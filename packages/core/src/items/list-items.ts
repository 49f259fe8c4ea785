import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Item, ItemFilters } from './transports.ts';

/** Whose items, and which of them. */
export interface ListItemsInput extends ItemFilters {
  readonly project_id: Id;
  readonly page: PageRequest;
}

/** Lists the items of a project that fit the filters. A page may be short, or empty, and the list go on. */
export type ListItems = UseCase<ListItemsInput, Page<Item>>;

/** Lists items. */
export const listItems =
  ({ store }: Dependencies): ListItems =>
  async (caller, { project_id: _, page, ...filters }) =>
    ok(await store.within(scopeOf(caller)).items.list(page, filters));
