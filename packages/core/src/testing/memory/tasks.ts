import { keyFault } from '../../adapter.ts';
import type { Annotation, EmptyClaim, Id, ItemState, Project, Task, TaskState, Timestamp } from '../../index.ts';
import type { Change, ClaimChoice, Scope, TaskOf, TasksRepository } from '../../adapter.ts';
import { asSubmitted } from './annotations.ts';
import { namesOf } from './answers.ts';
import { isThere } from './deletion.ts';
import { keep, keptAt } from './idempotency.ts';
import {
  BEFORE_ALL,
  claimedByItem,
  endOfQueue,
  freePlaces,
  hasEnded,
  itemState,
  liveTasksIn,
  taskState,
} from './items.ts';
import { emitterOf } from './outbox.ts';
import { fitting, jsonBytes, pageOf } from './page-of.ts';
import { predictionsFor } from './predictions.ts';
import { contentsOf } from './projects.ts';
import { importSkipsOf } from './skips.ts';
import { compactUser, rowOf } from './state.ts';
import type { ItemRow, ProjectRows, State, TaskRow } from './state.ts';

/** A place that a claim may take: a free one, or one whose lease has ended. */
interface Place {
  readonly item: ItemRow;
  readonly ended: TaskRow | null;
}

const BLOCKING: ReadonlySet<TaskState> = new Set(['claimed', 'submitted', 'skipped']);

const claimedTasks = ({ tasks }: ProjectRows): readonly TaskRow[] =>
  [...tasks.values()].filter(({ state }) => state === 'claimed');

const byQueue = (a: ItemRow, b: ItemRow): number => b.priority - a.priority || a.queue_position - b.queue_position;

const byLeaseEnd = (a: TaskRow, b: TaskRow): number =>
  a.lease_expires_at < b.lease_expires_at || (a.lease_expires_at === b.lease_expires_at && a.id < b.id) ? -1 : 1;

const leaseEnd = ({ lease_seconds }: Project, at: Timestamp): Timestamp =>
  new Date(Date.parse(at) + lease_seconds * 1000).toISOString();

/** Returns the tasks that prevent an annotator from claiming an item, by item. There is at most one for each item. */
const blockingTasks = ({ tasks }: ProjectRows, annotatorId: Id): ReadonlyMap<Id, TaskRow> =>
  new Map(
    [...tasks.values()]
      .filter((task) => task.annotator.id === annotatorId && BLOCKING.has(task.state))
      .map((task) => [task.item_id, task]),
  );

/** Whose tasks and answers prevent a claim: the annotator's own tasks, and the answers under any of their ids. */
interface Claimer {
  readonly id: Id;
  readonly names: ReadonlySet<Id>;
}

/** Returns the items an annotator has answered, by a task or by an import. */
const answeredItems = ({ annotations }: ProjectRows, { names }: Claimer): ReadonlySet<Id> =>
  new Set([...annotations.values()].filter(({ annotator }) => names.has(annotator.id)).map(({ item_id }) => item_id));

/**
 * Returns the leases whose end frees a place that an annotator could take, in the order of their ends, including leases
 * that have not ended yet. Leases on complete items are left out, because a complete item needs no more answers.
 */
const takeableLeases = (rows: ProjectRows, claimer: Claimer, now: Timestamp): readonly TaskRow[] => {
  const own = blockingTasks(rows, claimer.id);
  const answered = answeredItems(rows, claimer);
  const isTakeable = (task: TaskRow): boolean => {
    const blocking = own.get(task.item_id);
    const item = rowOf(rows.items, task.item_id);
    return (
      freePlaces(item, claimedByItem(rows, task.lease_expires_at).get(task.item_id) ?? 0) > 0 &&
      (blocking === undefined || hasEnded(blocking, now)) &&
      !answered.has(task.item_id)
    );
  };
  return claimedTasks(rows).toSorted(byLeaseEnd).filter(isTakeable);
};

/** Returns every place that an annotator may take at `now`, in the order in which claims take them. */
const placesFor = (rows: ProjectRows, claimer: Claimer, now: Timestamp): readonly Place[] => {
  const own = blockingTasks(rows, claimer.id);
  const answered = answeredItems(rows, claimer);
  const claimed = claimedByItem(rows, BEFORE_ALL);
  const free = [...rows.items.values()]
    .filter((item) => freePlaces(item, claimed.get(item.id) ?? 0) > 0 && !own.has(item.id) && !answered.has(item.id))
    .sort(byQueue);
  const taken = new Set(free);
  const held = claimedByItem(rows, now);
  const ended = new Map<Id, Place>();
  for (const task of claimedTasks(rows)
    .filter((one) => hasEnded(one, now))
    .toSorted(byLeaseEnd)) {
    const item = rowOf(rows.items, task.item_id);
    const isFree = !taken.has(item) && freePlaces(item, held.get(item.id) ?? 0) > 0;
    if (isFree && !ended.has(item.id) && (own.get(item.id) ?? task) === task && !answered.has(item.id))
      ended.set(item.id, { item, ended: task });
  }
  return [...free.map((item): Place => ({ item, ended: null })), ...ended.values()];
};

/**
 * Returns the places that a claim takes, in order: all of them; those of one item; or, for each priority, the free ones
 * from some position to the end and from the beginning, followed by those whose lease has ended.
 */
const chosen = (places: readonly Place[], choice: ClaimChoice): readonly Place[] => {
  if (choice.by === 'item') return places.filter(({ item }) => item.id === choice.item_id);
  if (choice.by === 'queue') return places;
  const free = places.filter(({ ended }) => ended === null);
  const around = [...new Set(free.map(({ item }) => item.priority))].flatMap((priority) => {
    const level = free.filter(({ item }) => item.priority === priority);
    const start = Math.floor(choice.place * level.length);
    return [...level.slice(start), ...level.slice(0, start)];
  });
  return [...around, ...places.filter(({ ended }) => ended !== null)];
};

const holding = (rows: ProjectRows, annotatorId: Id, now: Timestamp): number =>
  claimedTasks(rows).filter((task) => task.annotator.id === annotatorId && !hasEnded(task, now)).length;

const isOf = (task: TaskRow, { annotator_id }: Omit<TaskOf, 'task_id'>): boolean =>
  annotator_id === null || task.annotator.id === annotator_id;

const toTaskIn =
  ({ show_predictions }: Project) =>
  (rows: ProjectRows, row: TaskRow, now: Timestamp): Task => {
    const { item_id, lease_expires_at, skipped_at: _, requeued_at: __, ...rest } = row;
    const task = { ...rest, state: taskState(row, now) };
    const { id, external_id, data } = rowOf(rows.items, item_id);
    return {
      ...task,
      item: { id, external_id, data },
      lease: { expires_at: lease_expires_at },
      predictions: show_predictions ? predictionsFor(rows, id) : [],
    };
  };

const weightOfPredictions = (predictions: Task['predictions']): number =>
  predictions.reduce((sum, { value }) => sum + jsonBytes(value), 0);

/** Returns the size of a task in a response, in bytes. */
const weightOf = ({ item, predictions }: Task): number => jsonBytes(item.data) + weightOfPredictions(predictions);

/** The tasks of the scope's project. */
export const tasksOf = (state: State, scope: Scope): TasksRepository => {
  const contents = (): ProjectRows => contentsOf(state, scope);
  const project = (): Project => rowOf(state.projects, scope.project_id ?? '');
  const emit = emitterOf(state, scope);
  const toTask = (rows: ProjectRows, row: TaskRow, now: Timestamp): Task => toTaskIn(project())(rows, row, now);
  const claimer = (id: Id): Claimer => ({ id, names: namesOf(state, scope, id) });
  const kept = <T>(answer: T): T => {
    keep(state, scope, answer);
    return answer;
  };
  const find = ({ task_id, ...of }: TaskOf): TaskRow | undefined => {
    const task = contents().tasks.get(task_id);
    return task !== undefined && isOf(task, of) && isThere(contents().items.get(task.item_id)) ? task : undefined;
  };
  const findClaimed = (of: TaskOf): TaskRow | undefined => {
    const task = find(of);
    return task?.state === 'claimed' ? task : undefined;
  };
  const put = (task: TaskRow, changes: Partial<TaskRow>, { at }: Change): TaskRow => {
    const changed = { ...task, ...changes, updated_at: at };
    contents().tasks.set(task.id, changed);
    return changed;
  };
  const ofItem = ({ item_id, annotator }: TaskRow): { readonly item_id: Id; readonly annotator_id: Id } => ({
    item_id,
    annotator_id: annotator.id,
  });
  const stateOfItem = ({ item_id }: TaskRow, { at }: Change): ItemState =>
    itemState(rowOf(contents().items, item_id), claimedByItem(contents(), at).get(item_id) ?? 0);
  const retake = ({ item_id }: TaskRow): void => {
    const item = rowOf(contents().items, item_id);
    contents().items.set(item_id, { ...item, retaken: item.retaken + 1 });
  };

  return {
    claim: async ({ change, task_ids, event_ids, choice }) => {
      const rows = contents();
      const [guideline, { max_claimed, ...rest }] = [rows.guidelines.get(rows.guidelines.size), project()];
      if (rest.state === 'archived' || guideline === undefined) return undefined;
      const wanted = Math.min(task_ids.length, max_claimed - holding(rows, change.by, change.at));
      const annotationUi = rowOf(rows.annotationUis, guideline.annotation_ui_version);
      const takeable = chosen(placesFor(rows, claimer(change.by), change.at), choice).slice(0, Math.max(0, wanted));
      const weightOfPlace = ({ item }: Place): number =>
        jsonBytes(item.data) + (rest.show_predictions ? weightOfPredictions(predictionsFor(rows, item.id)) : 0);
      const places = fitting(takeable, weightOfPlace, jsonBytes(guideline.text) + jsonBytes(annotationUi.controls));
      if (places.length === 0) return undefined;
      const eventIds = event_ids.values();
      const nextEventId = (): Id => eventIds.next().value ?? '';
      const tasks = places.map(({ item, ended }, index) => {
        if (ended !== null) {
          emit(
            nextEventId(),
            change,
            'goldset.task.expired',
            ended.id,
            ofItem(put(ended, { state: 'expired' }, change)),
          );
          retake(ended);
        }
        const task: TaskRow = {
          id: task_ids[index] ?? '',
          state: 'claimed',
          item_id: item.id,
          annotator: compactUser(state, change.by),
          lease_expires_at: leaseEnd(project(), change.at),
          guideline_version: guideline.version,
          annotation_ui_version: guideline.annotation_ui_version,
          skip_reason: null,
          skipped_at: null,
          requeued_at: null,
          created_at: change.at,
          updated_at: change.at,
        };
        rows.tasks.set(task.id, task);
        const { guideline_version, annotation_ui_version, lease_expires_at } = task;
        emit(nextEventId(), change, 'goldset.task.claimed', task.id, {
          ...ofItem(task),
          guideline_version,
          annotation_ui_version,
          lease_expires_at,
          item_state: stateOfItem(task, change),
        });
        return toTask(rows, task, change.at);
      });
      return kept({ tasks, guidelines: [guideline], annotation_uis: [annotationUi], reason: null, retry_after: null });
    },

    whyEmpty: async (annotatorId, now): Promise<EmptyClaim> => {
      const rows = contents();
      if (scope.once !== undefined && keptAt(state, scope.once) !== undefined) throw keyFault('kept');
      if (project().state === 'archived') return { reason: 'archived' };
      if (rows.guidelines.size === 0) return { reason: 'not_ready' };
      if (holding(rows, annotatorId, now) >= project().max_claimed) return { reason: 'holding' };
      if (
        [...rows.items.values()].filter(isThere).every(({ annotation_count, overlap }) => annotation_count >= overlap)
      )
        return { reason: 'complete' };
      // The claim found nothing although there are places, so another claim held them for a moment.
      if (placesFor(rows, claimer(annotatorId), now).length > 0) return { reason: 'leased', lease_ends_at: null };
      const first = takeableLeases(rows, claimer(annotatorId), now).find(
        ({ annotator }) => annotator.id !== annotatorId,
      );
      return first === undefined
        ? { reason: 'exhausted' }
        : { reason: 'leased', lease_ends_at: first.lease_expires_at };
    },

    whyItemEmpty: async (itemId, annotatorId, now) => {
      if (scope.once !== undefined && keptAt(state, scope.once) !== undefined) throw keyFault('kept');
      const rows = contents();
      const item = rows.items.get(itemId);
      if (!isThere(item)) return { reason: 'not_found' };
      if (project().state === 'archived') return { reason: 'archived' };
      if (rows.guidelines.size === 0) return { reason: 'not_ready' };
      if (holding(rows, annotatorId, now) >= project().max_claimed) return { reason: 'holding' };
      if (item.annotation_count >= item.overlap) return { reason: 'complete' };
      const own = blockingTasks(rows, annotatorId).get(itemId);
      if (answeredItems(rows, claimer(annotatorId)).has(itemId) || (own !== undefined && !hasEnded(own, now)))
        return { reason: 'exhausted' };
      if (freePlaces(item, claimedByItem(rows, now).get(itemId) ?? 0) > 0)
        return { reason: 'leased', lease_ends_at: null };
      const [first] = claimedTasks(rows)
        .filter(
          ({ item_id, lease_expires_at }) =>
            item_id === itemId && freePlaces(item, claimedByItem(rows, lease_expires_at).get(itemId) ?? 0) > 0,
        )
        .sort(byLeaseEnd);
      return { reason: 'leased', lease_ends_at: first?.lease_expires_at ?? null };
    },

    list: async ({ state: wanted, item_id, annotator_id }, page, now) => {
      const rows = contents();
      const fits = (task: TaskRow): boolean =>
        (wanted === undefined || taskState(task, now) === wanted) &&
        (item_id === undefined || task.item_id === item_id);
      const listed = liveTasksIn(rows)
        .filter((task) => isOf(task, { annotator_id: annotator_id ?? null }) && fits(task))
        .map((task) => toTask(rows, task, now));
      return pageOf(listed, page, ({ id }) => id, weightOf);
    },

    find: async (of, now) => {
      const task = find(of);
      return task && toTask(contents(), task, now);
    },

    renew: async (of, change, eventId) => {
      const task = findClaimed(of);
      if (task === undefined) return undefined;
      if (hasEnded(task, change.at)) retake(task);
      const renewed = put(task, { lease_expires_at: leaseEnd(project(), change.at) }, change);
      emit(eventId, change, 'goldset.task.renewed', task.id, {
        ...ofItem(task),
        lease_expires_at: renewed.lease_expires_at,
      });
      return kept(toTask(contents(), renewed, change.at));
    },

    giveBack: async (of, as, change, eventId) => {
      const task = findClaimed(of);
      if (task === undefined) return undefined;
      const rows = contents();
      const given = put(
        task,
        as.state === 'skipped'
          ? { state: 'skipped', skip_reason: as.reason, skipped_at: change.at }
          : { state: 'released' },
        change,
      );
      rows.items.set(task.item_id, { ...rowOf(rows.items, task.item_id), queue_position: endOfQueue(rows) });
      emit(eventId, change, `goldset.task.${as.state}`, task.id, {
        ...ofItem(task),
        item_state: stateOfItem(task, change),
      });
      return kept(toTask(rows, given, change.at));
    },

    findToSubmit: async (of) => {
      const task = find(of);
      if (task === undefined) return undefined;
      const rows = contents();
      const { annotationUis, annotations, items } = rows;
      const { controls } = rowOf(annotationUis, task.annotation_ui_version);
      const annotation = [...annotations.values()].find(({ task_id }) => task_id === task.id);
      const submitted = annotation === undefined ? null : asSubmitted(rows, annotation);
      return {
        state: task.state,
        annotator_id: task.annotator.id,
        item_id: task.item_id,
        data: rowOf(items, task.item_id).data,
        controls,
        submitted,
      };
    },

    submit: async ({ task_id, annotation_id, value }, change, eventId) => {
      const task = findClaimed({ task_id, annotator_id: null });
      if (task === undefined) return undefined;
      const rows = contents();
      const item = rowOf(rows.items, task.item_id);
      const { item_id, annotator, guideline_version, annotation_ui_version } = task;
      const annotation: Annotation = {
        ...{ id: annotation_id, item_id, task_id, annotator, value, guideline_version, annotation_ui_version },
        ...({ source: 'task', origin: null, revision: 1, created_at: change.at, updated_at: change.at } as const),
      };
      const annotation_count = item.annotation_count + 1;
      put(task, { state: 'submitted' }, change);
      rows.items.set(item_id, { ...item, annotation_count });
      rows.annotations.set(annotation_id, annotation);
      emit(eventId, change, 'goldset.task.submitted', task_id, {
        ...ofItem(task),
        annotation_id,
        item_state: stateOfItem(task, change),
        annotation_count,
      });
      return kept(annotation);
    },

    importSkips: importSkipsOf(state, scope),
  };
};
