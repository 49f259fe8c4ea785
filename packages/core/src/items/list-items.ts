import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Item } from './transports.ts';

/** Lists the items of a project. */
export type ListItems = UseCase<{ readonly project_id: Id; readonly page: PageRequest }, Page<Item>>;

/** Lists items. */
export const listItems =
  ({ store }: Dependencies): ListItems =>
  async (caller, { page }) =>
    ok(await store.within(scopeOf(caller)).items.list(page));
