import type { LineBatch, LineOutcome } from '../imports/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import type { ImportItem, Item } from './transports.ts';

/** Lines of an import that are written together. No two of them have the same `external_id`. `id` is the id that the item gets if the line creates one; ids ascend. */
export type ImportBatch = LineBatch<{ readonly id: Id; readonly item: ImportItem }>;

/** The items of one project. */
export interface ItemsRepository {
  /**
   * Must write the batch as one atomic unit and resolve to one outcome per line, in their order:
   * - a line without `external_id`, or with one that is not there, creates an item (in the queue in the order of the
   *   lines, behind those that are there; `metadata` is `{}`, `priority` 0 and `overlap` the project's where the line names none);
   * - a line whose `data` and other named fields equal what is there (as JSON values) is unchanged;
   * - with other content it is rejected with `already_exists`, or with `on_conflict: 'update'` replaces the fields it
   *   names; it is rejected with `in_use` at `/data` when the item has a claimed or submitted task or an annotation and
   *   `data` would change, and at `/overlap` when `overlap` would fall below the answers and claims the item has.
   *
   * Must never make two items of one `external_id`, also when several imports run at once: then a line that lost is
   * treated as if it came second. Counters follow, and what changed is named by `goldset.items.imported`: one event, but for lines that had to be looked at again.
   */
  importBatch(batch: ImportBatch): Promise<readonly LineOutcome[]>;
  /** In id order. Must neither skip nor repeat an item that is there throughout the walk. */
  list(page: PageRequest): Promise<Page<Item>>;
  /** Resolves to `undefined` when there is no such item in this project, also when another one has it. */
  find(id: Id): Promise<Item | undefined>;
}
