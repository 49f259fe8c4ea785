import type { Change, Deletion, Fault, Id, Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { ImportItem, Item } from './transports.ts';

/** At most so many lines are written at once, so that the event that names them stays small. */
export const MAX_BATCH_LINES = 1000;

/** Lines of an import that are written together. No two of them have the same `external_id`. */
export interface ImportBatch {
  /** At most `MAX_BATCH_LINES`. `id` is the id that the item gets if the line creates one; ids ascend. */
  readonly lines: readonly { readonly id: Id; readonly item: ImportItem }[];
  readonly on_conflict: 'reject' | 'update';
  readonly change: Change;
  /** An item that was deleted after this moment can be restored. */
  readonly restorable_since: Timestamp;
  /** A new id for each event that the batch writes: usually one. */
  readonly newEventId: () => Id;
}

/** What became of one line: what it did, or why it was rejected. */
export type LineOutcome = 'created' | 'updated' | 'unchanged' | Fault;

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
   * A deleted item keeps its name: a line of that name is rejected with `already_exists`, also with the same content. With
   * `on_conflict: 'update'`, where it can still be restored, it is restored as `restore` does and takes what the line names
   * (`updated`), unless that is `in_use`.
   *
   * Must never make two items of one `external_id`, also when several imports run at once: then a line that lost is
   * treated as if it came second. Counters follow, and what changed is named by `goldset.items.imported`: one event, but for lines that had to be looked at again. Resolves to
   * `undefined`, and writes nothing more, once the project or its organization is deleted.
   */
  importBatch(batch: ImportBatch): Promise<readonly LineOutcome[] | undefined>;
  /** In id order. Must neither skip nor repeat an item that is there throughout the walk. */
  list(page: PageRequest): Promise<Page<Item>>;
  /** The deleted ones that can be restored, in id order. Must neither skip nor repeat one that is deleted throughout the walk. */
  listDeleted(restorableSince: Timestamp, page: PageRequest): Promise<Page<Item>>;
  /** Resolves to `undefined` when there is no such item in this project, also when another one has it, or it is deleted. */
  find(id: Id): Promise<Item | undefined>;
  /**
   * Must delete the item in one statement: it and its tasks, annotations and predictions are gone for every method of
   * every repository, its claimed tasks are released for good, and counters no longer count it, its tasks and its imported
   * answers. One `goldset.task.released` event each, one `goldset.item.deleted`. `event_ids`: as many as an item can have
   * claimed tasks, and one more.
   */
  delete(id: Id, if_revision: number | null, change: Change, event_ids: readonly Id[]): Promise<Deletion>;
  /**
   * Must bring back, in one statement, an item that was deleted after `restorableSince`, with all that was deleted with it,
   * behind the queue of its priority. Counters count it again; one `goldset.item.restored` event. `undefined` when no such item is deleted.
   */
  restore(id: Id, restorableSince: Timestamp, change: Change, eventId: Id): Promise<Item | undefined>;
}
