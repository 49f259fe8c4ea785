import type { EndedAuthority } from '../access/index.ts';
import type { LineBatch, LineOutcome } from '../imports/index.ts';
import type { Change, Conditional, Deletion, Id, Page, PageRequest, Timestamp, Update } from '../kernel/index.ts';
import type { ProjectItems } from '../projects/index.ts';
import type { Item, ItemFilters, ItemLine, UpdateItem } from './transports.ts';

/** An item to be; of one that comes from another project, what is kept of it if it is new. */
export interface NewItem extends ItemLine {
  readonly created_at?: Timestamp | undefined;
  readonly revision?: number | undefined;
  readonly requeued?: { readonly by: Id; readonly reason: string | null; readonly at: Timestamp } | undefined;
}

/**
 * Lines of an import that are written together. No two of them have the same `external_id`. `id` is the id that the item gets if the line creates one. Its time is
 * that of the item’s `created_at`, so that lists can be narrowed by it.
 */
export interface ImportBatch extends LineBatch<{ readonly id: Id; readonly item: NewItem }> {
  /** An item that was deleted after this moment can be restored. */
  readonly restorable_since: Timestamp;
}

/** An update of an item: the fields named become others, if the item is at one of the revisions. */
export interface ItemUpdate extends Conditional {
  readonly id: Id;
  readonly changes: UpdateItem;
  readonly change: Change;
  readonly event_id: Id;
}

/** An item that is to be put back, and the overlap it is to have, if another one. */
export interface ItemRequeue {
  readonly id: Id;
  readonly reason: string | null;
  readonly overlap: number | undefined;
  readonly change: Change;
  readonly event_id: Id;
}

/**
 * What became of it: it is done (`changed`), or a part of it (`more`: ask again), or nothing was to be done; or it is refused, because the
 * item has as many answers as places (`complete`), or would have fewer places than answers and claims. And the item as it is now.
 */
export interface Requeued {
  readonly outcome: 'changed' | 'more' | 'unchanged' | 'complete' | 'overlap_in_use';
  readonly value: Item;
}

/**
 * The items of one project. An item is in the state that its places say at the moment it is asked for: a place whose lease has
 * ended is free, although it is the claim that takes it which writes so.
 */
export interface ItemsRepository extends ProjectItems {
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
   * A line whose event is noted does nothing and is a duplicate (rejected where its content is another: `outcomeOfNoted`); the
   * event of a line that is created, updated or unchanged is noted by the same statement, until `notedUntil`, also when several imports of it run at once.
   *
   * Must never make two items of one `external_id`, also when several imports run at once: then a line that lost is
   * treated as if it came second. Counters follow, and what changed is named by `goldset.items.imported`: one event, but for lines that had to be looked at again. Writes
   * nothing, and resolves to why, once the project or its organization is deleted, or the authority of the scope has ended.
   *
   * Batches that are handed over one after another take effect in that order, also if nobody waits in between; but for lines that had to be
   * looked at again.
   */
  importBatch(batch: ImportBatch): Promise<readonly LineOutcome[] | EndedAuthority>;
  /**
   * Must change the fields that the update names, in one statement that also compares the revision (of two updates from
   * one revision, one is stale), with counters and `goldset.items.updated`. `data_in_use` when `data` would change under
   * a claimed or submitted task or an annotation, `overlap_in_use` when `overlap` would change to less than the item's
   * answers and claims. Where a field really changes, the revision is one higher. An item with another priority, and one
   * that was closed and has a free place now, stands at the end of its queue, so that no annotator's claim has passed it.
   */
  update(update: ItemUpdate): Promise<Update<Item, 'data_in_use' | 'overlap_in_use'>>;
  /**
   * Those that fit the filters, in id order, in the state they are in at `now`. Must neither skip nor repeat an item that is there, and fits, throughout the
   * walk. May look at no more than `MAX_WALKED_ROWS` items, and then answer a page that is short, or empty, and goes on. The exhausted
   * ones are found at a cost that grows with the items that were skipped, and not with the others.
   */
  list(page: PageRequest, now: Timestamp, filters?: ItemFilters): Promise<Page<Item>>;
  /**
   * Must put an item back, in one statement: every skipped task of it becomes released, so that its annotator may be offered the item
   * again, and keeps who skipped it and why; the item gets the overlap, and stands at the end of its queue, so that no annotator's
   * claim has passed it. Counters follow, its revision is one higher, and one `goldset.item.requeued` event tells of it. At most
   * `MAX_REQUEUED_TASKS` tasks are released at once. Where no task is skipped and the overlap stays, must change nothing. An
   * overlap that is no more than the item's answers is refused, also the one it has. `undefined` when no such item is there.
   */
  requeue(requeue: ItemRequeue): Promise<Requeued | undefined>;
  /** The deleted ones that can be restored, in id order. Must neither skip nor repeat one that is deleted throughout the walk. */
  listDeleted(restorableSince: Timestamp, page: PageRequest): Promise<Page<Item>>;
  /** The item, in the state it is in at `now`. Resolves to `undefined` when there is no such item in this project, also when another one has it, or it is deleted. */
  find(id: Id, now: Timestamp): Promise<Item | undefined>;
  /**
   * Must delete the item in one statement: it and its tasks, annotations and predictions are gone for every method of
   * every repository, its claimed tasks are released for good, and counters no longer count it, its tasks and its imported
   * answers. One `goldset.task.released` event each, one `goldset.item.deleted`. `event_ids`: as many as an item can have
   * claimed tasks, and one more.
   */
  delete(id: Id, conditional: Conditional, change: Change, event_ids: readonly Id[]): Promise<Deletion>;
  /**
   * Must bring back, in one statement, an item that was deleted after `restorableSince`, with all that was deleted with it,
   * behind the queue of its priority. Counters count it again; one `goldset.item.restored` event. `undefined` when no such item is deleted.
   */
  restore(id: Id, restorableSince: Timestamp, change: Change, eventId: Id): Promise<Item | undefined>;
}
