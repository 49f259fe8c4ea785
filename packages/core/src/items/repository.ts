import type { EndedAuthority } from '../access/index.ts';
import type { LineBatch, LineOutcome } from '../imports/index.ts';
import type { Change, Conditional, Deletion, Id, Page, PageRequest, Timestamp, Update } from '../kernel/index.ts';
import type { ProjectItems } from '../projects/index.ts';
import type { Item, ItemFilters, ItemLine, UpdateItem } from './transports.ts';

/**
 * An item to import. `created_at`, `revision` and `requeued` are stored only if the item is new and comes from another
 * project.
 */
export interface NewItem extends ItemLine {
  readonly created_at?: Timestamp | undefined;
  readonly revision?: number | undefined;
  readonly requeued?: { readonly by: Id; readonly reason: string | null; readonly at: Timestamp } | undefined;
}

/**
 * Lines of an import that are written together. No two of them have the same `external_id`. `id` becomes the id of the
 * item if the line creates one. The time in it is the `created_at` of the item, so that a list can be narrowed by ids.
 */
export interface ImportBatch extends LineBatch<{ readonly id: Id; readonly item: NewItem }> {
  /** An item that was deleted after this moment can be restored. */
  readonly restorable_since: Timestamp;
}

/** An update of an item: sets the named fields, if the item is at one of the revisions in `if_revision`. */
export interface ItemUpdate extends Conditional {
  readonly id: Id;
  readonly changes: UpdateItem;
  readonly change: Change;
  readonly event_id: Id;
}

/** An item to requeue, and its new overlap if that changes. */
export interface ItemRequeue {
  readonly id: Id;
  readonly reason: string | null;
  readonly overlap: number | undefined;
  readonly change: Change;
  readonly event_id: Id;
}

/**
 * The outcome of a requeue, and the item as it is after it:
 * - `changed`: it is done;
 * - `more`: a part of it is done, and the caller must call again for the rest;
 * - `unchanged`: there was nothing to do;
 * - `complete`: refused, because the item has as many answers as places;
 * - `overlap_in_use`: refused, because the item would have fewer places than answers and claims.
 */
export interface Requeued {
  readonly outcome: 'changed' | 'more' | 'unchanged' | 'complete' | 'overlap_in_use';
  readonly value: Item;
}

/**
 * The items of one project. The state of an item follows from its places at the moment of the call: a place whose lease
 * has ended is free, although only the claim that takes it over writes this.
 */
export interface ItemsRepository extends ProjectItems {
  /**
   * Must write the batch as one atomic unit and resolve to one outcome per line, in their order:
   * - a line creates an item if it has no `external_id`, or one that no item has. New items follow the existing ones in
   *   the queue, in the order of the lines. Fields that the line leaves out get defaults: `metadata` is `{}`,
   *   `priority` is 0, and `overlap` is that of the project;
   * - a line whose `data` and other named fields equal those of the item (as JSON values) is unchanged;
   * - a line with other content is rejected with `already_exists`, or replaces the fields that it names with
   *   `on_conflict: 'update'`. It is rejected with `in_use` at `/data` if `data` would change and the item has a
   *   claimed or submitted task or an annotation, and at `/overlap` if `overlap` would be less than the item's answers
   *   and claims.
   *
   * A deleted item keeps its `external_id`: a line of that name is rejected with `already_exists`, even with the same
   * content. With `on_conflict: 'update'`, an item that can still be restored is restored as by `restore` and gets the
   * fields that the line names (`updated`), unless that is `in_use`.
   *
   * A line whose event is noted already changes nothing and is a duplicate; it is rejected if its content differs
   * (`outcomeOfNoted`). The event of a line that is created, updated or unchanged is noted in the same statement, until
   * `notedUntil`. This must hold also if several imports of the event run at the same time.
   *
   * Must never create two items with one `external_id`, also if several imports run at the same time: the line that
   * comes too late is treated as if it came second. Counters follow; one `goldset.items.imported` event names what
   * changed, and only lines that had to be looked at again may cause further events. Writes nothing, and resolves to
   * the reason, if the project or its organization is deleted, or the authority of the scope has ended.
   *
   * Batches that are passed one after another take effect in that order, even if the caller does not wait in between.
   * Only lines that had to be looked at again may take effect later.
   */
  importBatch(batch: ImportBatch): Promise<readonly LineOutcome[] | EndedAuthority>;
  /**
   * Must set the fields that the update names, in one statement that also compares the revision (of two updates from
   * one revision, one is stale), with counters and `goldset.items.updated`. The outcome is `data_in_use` if `data`
   * would change and the item has a claimed or submitted task or an annotation, and `overlap_in_use` if `overlap` would
   * change to less than the item's answers and claims. The revision rises by one if a value really changes. An item
   * with a new priority, or one that had no free place and has one now, moves to the end of its queue, so that the
   * queue cursor of no annotator is past it.
   */
  update(update: ItemUpdate): Promise<Update<Item, 'data_in_use' | 'overlap_in_use'>>;
  /**
   * Lists, in id order, the items that match the filters, in their state at `now`. Must neither skip nor repeat an item
   * that exists and matches throughout the walk. May look at no more than `MAX_WALKED_ROWS` items; then the page is
   * short or empty although more pages follow. Must find exhausted items at a cost that grows with the skipped items
   * only.
   */
  list(page: PageRequest, now: Timestamp, filters?: ItemFilters): Promise<Page<Item>>;
  /**
   * Must requeue an item, in one statement. Every skipped task of it becomes released, so that its annotator may be
   * offered the item again, and still says who skipped it and why. The item gets the overlap, and moves to the end of
   * its queue, so that the queue cursor of no annotator is past it. Counters follow, the revision rises by one, and one
   * `goldset.item.requeued` event describes the change. Releases at most `MAX_REQUEUED_TASKS` tasks at once, and no
   * further one when the reasons of those before it have `MAX_REQUEUED_REASONS` bytes; then the outcome is `more`. Must
   * change nothing if no task is skipped and the overlap stays. Must refuse an overlap that is not greater than the
   * number of the item's answers, also the present one. Resolves to `undefined` if no such item exists.
   */
  requeue(requeue: ItemRequeue): Promise<Requeued | undefined>;
  /**
   * Lists, in id order, the deleted items that can be restored. Must neither skip nor repeat an item that is deleted
   * throughout the walk.
   */
  listDeleted(restorableSince: Timestamp, page: PageRequest): Promise<Page<Item>>;
  /**
   * Reads the item, in its state at `now`. Resolves to `undefined` if this project has no such item: it does not exist,
   * belongs to another project or is deleted.
   */
  find(id: Id, now: Timestamp): Promise<Item | undefined>;
  /**
   * Must delete the item in one statement. To every method of every repository, the item and its tasks, annotations and
   * predictions then do not exist. Its claimed tasks are released for good. Counters no longer include the item, its
   * tasks and its imported answers. One `goldset.task.released` event for each claimed task, and one
   * `goldset.item.deleted` event. `event_ids` holds one id more than an item can have claimed tasks.
   */
  delete(id: Id, conditional: Conditional, change: Change, event_ids: readonly Id[]): Promise<Deletion>;
  /**
   * Must restore, in one statement, an item that was deleted after `restorableSince`, with everything that was deleted
   * with it. The item moves to the end of the queue of its priority. Counters include it again; one
   * `goldset.item.restored` event. Resolves to `undefined` if no such item is deleted.
   */
  restore(id: Id, restorableSince: Timestamp, change: Change, eventId: Id): Promise<Item | undefined>;
}
