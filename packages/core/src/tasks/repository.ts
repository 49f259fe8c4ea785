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
  /** Two ids per wanted task: a claim writes one event, and one more where it takes the place of an ended lease. */
  readonly event_ids: readonly Id[];
  readonly choice: ClaimChoice;
}

/**
 * Which items are claimed: those at the front of the queue; those of the highest priority from a place on and then around, where
 * `place` in [0, 1) says how far into each priority; or one item.
 */
export type ClaimChoice =
  | { readonly by: 'queue' }
  | { readonly by: 'random'; readonly place: number }
  | { readonly by: 'item'; readonly item_id: Id };

/** Why a claim gave nothing; `lease_ends_at` is when the first lease ends (`null`: a place is locked only for this instant). */
export type EmptyClaim =
  | { readonly reason: Exclude<EmptyClaimReason, 'leased'> | 'not_ready' }
  | { readonly reason: 'leased'; readonly lease_ends_at: Timestamp | null };

/** What submitting a task needs to know of it. */
export interface TaskToSubmit {
  /** `claimed` until a claim has taken its place, whether or not its lease has ended. */
  readonly state: TaskState;
  readonly annotator_id: Id;
  readonly item_id: Id;
  /** The data of its item. */
  readonly data: JsonObject;
  /** The controls of the annotation UI it was claimed under. */
  readonly controls: AnnotationUI['controls'];
  /** The annotation as it was submitted (revision 1, whatever it has become since), once there is one. */
  readonly submitted: Annotation | null;
}

/** One task, and whose it must be: one annotator's, or (`null`) anybody's. */
export interface TaskOf {
  readonly task_id: Id;
  readonly annotator_id: Id | null;
}

/** Lines of an import of skips that are written together. */
export type SkipBatch = LineBatch<{
  /** The id that the task gets if the line makes one; ids ascend. */
  readonly id: Id;
  readonly skip: ImportSkip;
  /** Who is made of the annotator where the name is nobody’s yet: the same id for the same name and source. */
  readonly annotator: NewExternalUser;
}> & {
  /** The guideline in force. */
  readonly guideline_version: number;
};

/** The tasks of one project. */
export interface TasksRepository {
  /**
   * Must claim, in one statement, as many tasks as are wanted, free and allowed for this annotator:
   * - first places that nobody holds in queue order (higher priority first, then import order; an item whose place was given back goes
   *   to the end of its priority), then, only if these are fewer than wanted, places whose lease ended at or before
   *   `change.at` and are free, earliest end first, the annotator's own included; an ended lease's task becomes `expired` (imported answers
   *   may need as many places as an item has: then the place of a lease that ended is not free);
   * - never an item that is complete already, whichever of its leases ended;
   * - never an item on which this annotator has a claimed, submitted or skipped task (their own ended one excepted) or an imported annotation;
   * - never more live tasks (claimed or submitted) on an item than its overlap;
   * - never so many that the annotator holds more than the project's `max_claimed` tasks whose lease has not ended.
   *
   * Each task keeps the guideline in force and the annotation UI version it names, and shows its item as it is once it is
   * claimed. Resolves to no tasks, and leaves no
   * trace, when the project is archived or has no guideline, or when there is nothing to give. Must not wait for other
   * annotators. Counters follow; one `goldset.task.claimed` event per task, and one `goldset.task.expired` per place taken over.
   *
   * Resolves to what is answered, which a scope with `once` keeps; nothing is kept where nothing is claimed.
   */
  claim(request: ClaimRequest): Promise<Claim | undefined>;
  /**
   * Why a claim by this annotator gives nothing at `now`: the first reason that holds, `archived` and then `not_ready`
   * before all others. In a scope with `once`, must reject with a `keyFault` when the same request was given something by now.
   */
  whyEmpty(annotatorId: Id, now: Timestamp): Promise<EmptyClaim>;
  /**
   * Why a claim of one item by this annotator gives nothing at `now`: `not_found` before all other reasons, then as `whyEmpty`, of
   * that item alone. It is `exhausted` where the annotator has claimed, submitted or skipped it.
   */
  whyItemEmpty(itemId: Id, annotatorId: Id, now: Timestamp): Promise<EmptyClaim | { readonly reason: 'not_found' }>;
  /**
   * In id order, each in the state it is in at `now`: one whose lease has ended is `expired`. Must neither skip nor repeat a task that is there throughout the walk. The claimed tasks of one annotator, and the
   * tasks of one item, are read at a cost that does not grow with the project; by another state a page may be short or empty with
   * more to come, because at most `MAX_WALKED_ROWS` tasks are looked at.
   */
  list(filter: TaskFilter, page: PageRequest, now: Timestamp): Promise<Page<Task>>;
  /** The task, in the state it is in at `now`. Resolves to `undefined` when there is no such task in this project, or it is not this annotator's. */
  find(of: TaskOf, now: Timestamp): Promise<Task | undefined>;
  /** Must let the lease of a claimed task, ended or not, end the project's `lease_seconds` after `change.at`. `undefined` when no such task is claimed. A scope with `once` keeps the task. */
  renew(of: TaskOf, change: Change, eventId: Id): Promise<Task | undefined>;
  /** Must end a claimed task as released or skipped and free its place. `undefined` when no such task is claimed. A scope with `once` keeps the task. */
  giveBack(
    of: TaskOf,
    as: { readonly state: 'released' } | { readonly state: 'skipped'; readonly reason: string | null },
    change: Change,
    eventId: Id,
  ): Promise<Task | undefined>;
  /** Resolves to `undefined` when there is no such task in this project, or it is not this annotator's. */
  findToSubmit(of: TaskOf): Promise<TaskToSubmit | undefined>;
  /**
   * Must, in one statement, turn the claimed task (its lease ended or not) into a submitted one with its annotation, and
   * complete the item when its overlap is reached. `undefined`, without a trace, when the task is not claimed any more.
   * A scope with `once` keeps the annotation.
   */
  submit(
    submission: { readonly task_id: Id; readonly item_id: Id; readonly annotation_id: Id; readonly value: JsonObject },
    change: Change,
    eventId: Id,
  ): Promise<Annotation | undefined>;
  /**
   * Must write the batch as one atomic unit and resolve to one outcome per line, in their order: what `judgeSkip` says of it. A skip that is made is a
   * skipped task of its annotator, or, where it was taken back, a released one, with the guideline it was skipped under and the annotation UI
   * that this names; it holds no place. An annotator has never two tasks on one item that are claimed, submitted or skipped, also when several imports, claims
   * and links run at once, and none is written under the name of one who is linked to a person. Who an annotator is, is decided as by `AnnotationsRepository.findToImport`.
   *
   * Lines are treated as if they came one after another. Counters follow; one `goldset.tasks.imported` event, but for lines that had to be looked at again.
   * Events are noted as by `ItemsRepository.importBatch`. Writes nothing, and resolves to why, once the project is deleted or the authority of the scope has ended.
   */
  importSkips(batch: SkipBatch): Promise<readonly (LineOutcome | readonly Fault[])[] | EndedAuthority>;
}
