import type { EndedAuthority } from '../access/index.ts';
import type { Annotation, NewExternalUser } from '../annotations/index.ts';
import type { AnnotationUI } from '../annotation-uis/index.ts';
import type { LineBatch, LineOutcome } from '../imports/index.ts';
import type { Change, Fault, Id, JsonObject, Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { Claim, EmptyClaimReason, ImportSkip, Task, TaskFilter, TaskState } from './transports.ts';

/** A claim of up to `task_ids.length` tasks for the user who makes the change. */
export interface ClaimRequest {
  readonly change: Change;
  /** One id per wanted task, ascending. */
  readonly task_ids: readonly Id[];
  /**
   * Two ids per wanted task: a claim writes one event, and a second one if it takes over the place of an ended lease.
   */
  readonly event_ids: readonly Id[];
  readonly choice: ClaimChoice;
}

/**
 * The items to claim:
 * - `queue`: those at the front of the queue;
 * - `random`: those of the highest priority, from a random position on and then from the start; `place` in [0, 1) is
 *   the position as a fraction of each priority;
 * - `item`: one item.
 */
export type ClaimChoice =
  | { readonly by: 'queue' }
  | { readonly by: 'random'; readonly place: number }
  | { readonly by: 'item'; readonly item_id: Id };

/**
 * Why a claim gave no task. `lease_ends_at` is the moment at which the first lease ends; `null` if a place is only
 * locked for this instant.
 */
export type EmptyClaim =
  | { readonly reason: Exclude<EmptyClaimReason, 'leased'> | 'not_ready' }
  | { readonly reason: 'leased'; readonly lease_ends_at: Timestamp | null };

/** The state that submitting a task needs. */
export interface TaskToSubmit {
  /** `claimed` until a claim has taken over its place, even if its lease has ended. */
  readonly state: TaskState;
  readonly annotator_id: Id;
  readonly item_id: Id;
  /** The data of its item. */
  readonly data: JsonObject;
  /** The controls of the annotation UI it was claimed under. */
  readonly controls: AnnotationUI['controls'];
  /** The annotation as it was submitted, once it exists: its revision 1, whatever revisions followed. */
  readonly submitted: Annotation | null;
}

/** One task, and the annotator to whom it must belong; `null` allows every annotator. */
export interface TaskOf {
  readonly task_id: Id;
  readonly annotator_id: Id | null;
}

/** Lines of an import of skips that are written together. */
export type SkipBatch = LineBatch<{
  /** The id of the task if the line creates one. Ids ascend. */
  readonly id: Id;
  readonly skip: ImportSkip;
  /**
   * The external user to create if nobody has the name of the annotator yet. The same name and source must have the
   * same id.
   */
  readonly annotator: NewExternalUser;
}> & {
  /** The guideline in force. */
  readonly guideline_version: number;
};

/** The tasks of one project. */
export interface TasksRepository {
  /**
   * Must claim, in one statement, as many tasks as are wanted, among the places that are free and allowed for this
   * annotator:
   * - first places that nobody holds, in queue order: higher priority first, then import order. An item whose place was
   *   given back is at the end of its priority;
   * - then, only if these are fewer than wanted, free places whose lease ended at or before `change.at`, earliest end
   *   first, the annotator's own included. The task of the ended lease becomes `expired`. Imported answers may need all
   *   places of an item; then the place of an ended lease is not free;
   * - never an item that is complete, whichever of its leases ended;
   * - never an item on which this annotator has a claimed, submitted or skipped task, or an imported annotation. The
   *   annotator's own task whose lease has ended does not count;
   * - never more live tasks (claimed or submitted) on an item than its overlap;
   * - never so many that the annotator holds more than the project's `max_claimed` tasks whose lease has not ended.
   *
   * Each task stores the version of the guideline in force and of the annotation UI that this names, and shows its item
   * as it is after the claim. Resolves to no tasks, and leaves no trace, if the project is archived, has no guideline
   * or has nothing to claim. Must not wait for other annotators. Counters follow; one `goldset.task.claimed` event per
   * task, and one `goldset.task.expired` event per place taken over.
   *
   * Resolves to the output of the operation. In a scope with `once`, must store this output with the claim. If nothing
   * is claimed, nothing is stored.
   */
  claim(request: ClaimRequest): Promise<Claim | undefined>;
  /**
   * Resolves to the reason why a claim by this annotator gives no task at `now`: the first reason that holds, with
   * `archived` and then `not_ready` before all others. In a scope with `once`, must reject with a `keyFault` if the
   * same request has claimed tasks meanwhile.
   */
  whyEmpty(annotatorId: Id, now: Timestamp): Promise<EmptyClaim>;
  /**
   * Resolves to the reason why a claim of one item by this annotator gives no task at `now`: `not_found` before all
   * other reasons, then as `whyEmpty`, for this item alone. The reason is `exhausted` if the annotator has claimed,
   * submitted or skipped the item.
   */
  whyItemEmpty(itemId: Id, annotatorId: Id, now: Timestamp): Promise<EmptyClaim | { readonly reason: 'not_found' }>;
  /**
   * Lists tasks in id order, each in its state at `now`: a task whose lease has ended is `expired`. Must neither skip
   * nor repeat a task that exists throughout the walk. Must read the claimed tasks of one annotator, and the tasks of
   * one item, at a cost that does not grow with the project. With another state, looks at no more than
   * `MAX_WALKED_ROWS` tasks, so a page may be short or empty although more pages follow.
   */
  list(filter: TaskFilter, page: PageRequest, now: Timestamp): Promise<Page<Task>>;
  /**
   * Reads the task, in its state at `now`. Resolves to `undefined` if this project has no such task, or it does not
   * belong to this annotator.
   */
  find(of: TaskOf, now: Timestamp): Promise<Task | undefined>;
  /**
   * Must set the end of the lease of a claimed task, whether it has ended or not, to the project's `lease_seconds`
   * after `change.at`. Resolves to `undefined` if no such task is claimed. In a scope with `once`, must store the task
   * with the change.
   */
  renew(of: TaskOf, change: Change, eventId: Id): Promise<Task | undefined>;
  /**
   * Must end a claimed task as released or skipped, and free its place. Resolves to `undefined` if no such task is
   * claimed. In a scope with `once`, must store the task with the change.
   */
  giveBack(
    of: TaskOf,
    as: { readonly state: 'released' } | { readonly state: 'skipped'; readonly reason: string | null },
    change: Change,
    eventId: Id,
  ): Promise<Task | undefined>;
  /** Resolves to `undefined` if this project has no such task, or it does not belong to this annotator. */
  findToSubmit(of: TaskOf): Promise<TaskToSubmit | undefined>;
  /**
   * Must, in one statement, turn the claimed task into a submitted one with its annotation, even if its lease has
   * ended, and complete the item if its overlap is reached. Resolves to `undefined`, and leaves no trace, if the task
   * is no longer claimed. In a scope with `once`, must store the annotation with the change.
   */
  submit(
    submission: { readonly task_id: Id; readonly item_id: Id; readonly annotation_id: Id; readonly value: JsonObject },
    change: Change,
    eventId: Id,
  ): Promise<Annotation | undefined>;
  /**
   * Must write the batch as one atomic unit and resolve to one outcome per line, in their order, as `judgeSkip` decides
   * it. A line creates a skipped task of its annotator, or a released one if the skip was taken back. The task has the
   * guideline under which the item was skipped, and the annotation UI that this guideline names. It holds no place. An
   * annotator never has two tasks on one item that are claimed, submitted or skipped, and no task is written under the
   * name of an external user who is linked to a person. Both must hold also if several imports, claims and links run at
   * the same time. The annotator of a line is found as by `AnnotationsRepository.findToImport`.
   *
   * Lines take effect as if they came one after another. Counters follow; one `goldset.tasks.imported` event, and
   * further ones only for lines that had to be looked at again. Events are noted as by `ItemsRepository.importBatch`.
   * Writes nothing, and resolves to the reason, if the project is deleted or the authority of the scope has ended.
   */
  importSkips(batch: SkipBatch): Promise<readonly (LineOutcome | readonly Fault[])[] | EndedAuthority>;
}
