import { fault, rolesByPermission } from '../../index.ts';
import {
  equalJson,
  isStale,
  MAX_BATCH_LINES,
  MAX_REQUEUED_REASONS,
  MAX_REQUEUED_TASKS,
  metadataValuesOf,
  olderLine,
} from '../../adapter.ts';
import type {
  AnnotatorProgress,
  CompactUser,
  Id,
  Item,
  ItemFilters,
  ItemSkip,
  ItemState,
  Json,
  JsonObject,
  TaskState,
  Timestamp,
  UpdateItem,
} from '../../index.ts';
import type { ImportBatch, ItemsRepository, LineOutcome, ProgressRepository, Scope } from '../../adapter.ts';
import { namesOf } from './answers.ts';
import { deleteIn, isRestorable, isThere } from './deletion.ts';
import { asOf, confirmAsOf, keepAsOf, keepMade, keepTurn, refuseOlder } from './event-order.ts';
import { noteEvent, outcomeByNote } from './inbox.ts';
import { emitterOf } from './outbox.ts';
import { jsonBytes, pageOf } from './page-of.ts';
import { endedIn } from './people.ts';
import { contentsOf } from './projects.ts';
import { given } from './updated.ts';
import { compactUser, rowOf } from './state.ts';
import type { ItemRow, ProjectRows, State, TaskRow } from './state.ts';

/** A moment before all leases have ended. */
export const BEFORE_ALL = '';

/** Returns whether the lease of a task has ended and no claim has taken its place. */
export const hasEnded = ({ state, lease_expires_at }: TaskRow, now: Timestamp): boolean =>
  state === 'claimed' && lease_expires_at <= now;

/** Returns the state of a task. Its row says `claimed` until a claim takes its place. */
export const taskState = (task: TaskRow, now: Timestamp): TaskState => (hasEnded(task, now) ? 'expired' : task.state);

/**
 * Returns how many tasks hold a place of each item of a project at `now`; with `BEFORE_ALL`, how many tasks can still
 * be submitted.
 */
export const claimedByItem = ({ tasks }: ProjectRows, now: Timestamp): ReadonlyMap<Id, number> => {
  const counts = new Map<Id, number>();
  for (const task of tasks.values())
    if (taskState(task, now) === 'claimed') counts.set(task.item_id, (counts.get(task.item_id) ?? 0) + 1);
  return counts;
};

/** Returns how many places of an item are free. */
export const freePlaces = ({ overlap, annotation_count, deleted_at }: ItemRow, claimed: number): number =>
  deleted_at === null ? Math.max(0, overlap - annotation_count - claimed) : 0;

/** Returns the state of an item with this number of claimed tasks. */
export const itemState = (item: ItemRow, claimed: number): ItemState =>
  item.annotation_count >= item.overlap
    ? 'complete'
    : freePlaces({ ...item, deleted_at: null }, claimed) > 0
      ? 'open'
      : 'claimed';

/** Returns the position after the last item of the queue. */
export const endOfQueue = ({ items }: ProjectRows): number =>
  Math.max(0, ...[...items.values()].map(({ queue_position }) => queue_position)) + 1;

/** Returns the tasks of a project, except those of deleted items. */
export const liveTasksIn = ({ items, tasks }: ProjectRows): readonly TaskRow[] =>
  [...tasks.values()].filter(({ item_id }) => isThere(items.get(item_id)));

/** The maximum number of skips that an item shows, except in an export. */
const MAX_SKIPS = 20;

/** Returns the skips of an item, in the order of their tasks. */
export const skipsOf = ({ tasks }: ProjectRows, itemId: Id): readonly ItemSkip[] =>
  [...tasks.values()]
    .filter(({ item_id, skipped_at }) => item_id === itemId && skipped_at !== null)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, annotator, skip_reason, skipped_at, requeued_at }) => ({
      task_id: id,
      annotator,
      reason: skip_reason,
      skipped_at: skipped_at ?? '',
      requeued_at,
    }));

const toItem = (
  rows: ProjectRows,
  { queue_position: _, retaken: __, data_revision: ___, ...item }: ItemRow,
  state: ItemState,
): Item => ({ ...item, state, skips: skipsOf(rows, item.id).slice(-MAX_SKIPS) });

/** Returns the size of an item in a response, in bytes. */
const weightOf = ({ data, metadata }: Item): number => jsonBytes(data) + jsonBytes(metadata);

/** Returns the items of a project with their states: those that are not deleted, or those that `which` selects. */
export const itemsIn = (
  rows: ProjectRows,
  now: Timestamp,
  which: (row: ItemRow) => boolean = isThere,
): readonly Item[] => {
  const claimed = claimedByItem(rows, now);
  return [...rows.items.values()]
    .filter(which)
    .map((item) => toItem(rows, item, itemState(item, claimed.get(item.id) ?? 0)));
};

/**
 * Returns the item with changed fields, or why it does not change. An item with a new priority, or one that gets free
 * places again, moves to the `end` of the queue.
 */
const rewrite = (
  there: ItemRow,
  changes: UpdateItem,
  claimed: number,
  at: Timestamp,
  end: number,
): ItemRow | 'unchanged' | 'data_in_use' | 'overlap_in_use' => {
  const fields = given(changes);
  const changed = (Object.keys(fields) as (keyof UpdateItem)[]).filter(
    (field) => !equalJson(fields[field], there[field]),
  );
  if (changed.length === 0) return 'unchanged';
  const places = claimed + there.annotation_count;
  if (changed.includes('data') && places > 0) return 'data_in_use';
  const becomes: ItemRow = {
    ...there,
    ...fields,
    revision: there.revision + 1,
    data_revision: changed.includes('data') ? there.revision + 1 : there.data_revision,
    updated_at: at,
  };
  if (becomes.overlap < Math.min(there.overlap, places)) return 'overlap_in_use';
  const isReopened = becomes.overlap > there.overlap && freePlaces(there, claimed) === 0;
  return becomes.priority !== there.priority || isReopened ? { ...becomes, queue_position: end } : becomes;
};

const faults = {
  data_in_use: fault(['data'], 'in_use', 'The data under an answer or a claim never changes.'),
  overlap_in_use: fault(['overlap'], 'in_use', 'Must not be less than the answers and claims the item has.'),
} as const;

/** Returns the existing item as a line changes it, or the outcome of the line if the item does not change. */
const rewriteByLine = (
  there: ItemRow,
  { external_id: _, created_at: __, revision: ___, requeued: ____, ...changes }: ImportBatch['lines'][number]['item'],
  claimed: number,
  { on_conflict, change, restorable_since }: ImportBatch,
  end: number,
): ItemRow | LineOutcome => {
  const isRestored = isRestorable(there, restorable_since) && on_conflict === 'update';
  if (!isThere(there) && !isRestored)
    return fault(['external_id'], 'already_exists', 'An item of this name is deleted.');
  const becomes = rewrite(there, changes, claimed, change.at, end);
  if (becomes === 'unchanged')
    return isRestored
      ? { ...there, deleted_at: null, queue_position: end, revision: there.revision + 1, updated_at: change.at }
      : becomes;
  if (on_conflict === 'reject')
    return fault(['external_id'], 'already_exists', 'There is an item of this name with other content.');
  if (typeof becomes === 'string') return faults[becomes];
  return isRestored ? { ...becomes, deleted_at: null, queue_position: end } : becomes;
};

/**
 * Returns whether an object has one of the wanted values at a dotted path. The first parts, joined by dots, may be one
 * key of the object; the rest is then looked up in the object under that key.
 */
const holds = (object: JsonObject, parts: readonly string[], wanted: readonly Json[]): boolean =>
  parts.some((_, place) => {
    const key = parts.slice(0, place + 1).join('.');
    if (!Object.hasOwn(object, key)) return false;
    const [inner, rest] = [object[key], parts.slice(place + 1)];
    if (rest.length === 0) return wanted.some((value) => value === inner);
    return (
      typeof inner === 'object' && inner !== null && !Array.isArray(inner) && holds(inner as JsonObject, rest, wanted)
    );
  });

/**
 * Returns the ids of exhausted items: open, skipped, and available to nobody who may claim in the scope's project at
 * `now`.
 */
const exhaustedIn = (state: State, scope: Scope, now: Timestamp): ReadonlySet<Id> => {
  const rows = contentsOf(state, scope);
  const mayClaim = (role: string): boolean => (rolesByPermission['task:claim'] as readonly string[]).includes(role);
  const claimers = new Set(
    [...state.roleBindings.values()]
      .filter(
        ({ organization_id, role, target }) =>
          organization_id === scope.organization_id &&
          mayClaim(role) &&
          (target.type === 'organization' || target.id === scope.project_id),
      )
      .map(({ user_id }) => user_id),
  );
  const isBarred = (item: Item, user: Id): boolean =>
    [...rows.annotations.values()].some(
      ({ item_id, annotator }) => item_id === item.id && namesOf(state, scope, user).has(annotator.id),
    ) ||
    [...rows.tasks.values()].some(
      (task) =>
        task.item_id === item.id &&
        task.annotator.id === user &&
        ['claimed', 'submitted', 'skipped'].includes(taskState(task, now)),
    );
  const skipped = new Set(
    [...rows.tasks.values()].filter((task) => task.state === 'skipped').map(({ item_id }) => item_id),
  );
  const open = itemsIn(rows, now).filter((item) => item.state === 'open' && skipped.has(item.id));
  return new Set(open.filter((item) => [...claimers].every((user) => isBarred(item, user))).map(({ id }) => id));
};

const fits = (item: Item, { state, external_id, created_after, created_before, metadata = {} }: ItemFilters): boolean =>
  (state === undefined || item.state === state) &&
  (external_id === undefined || item.external_id === external_id) &&
  (created_after === undefined || Date.parse(item.created_at) > Date.parse(created_after)) &&
  (created_before === undefined || Date.parse(item.created_at) < Date.parse(created_before)) &&
  Object.entries(metadata).every(([key, text]) => holds(item.metadata, key.split('.'), metadataValuesOf(text)));

const assertIsBatch = ({ lines }: ImportBatch): void => {
  const names = lines.map(({ item }) => item.external_id).filter((name) => name !== undefined);
  if (lines.length > MAX_BATCH_LINES || new Set(names).size < names.length)
    throw new Error('This is more than one batch.');
};

/** The items of the scope's project. */
export const itemsOf = (state: State, scope: Scope): ItemsRepository => ({
  importBatch: async (batch) => {
    assertIsBatch(batch);
    const ended = endedIn(state, scope);
    if (ended !== undefined) return ended;
    const rows = contentsOf(state, scope);
    const project = rowOf(state.projects, scope.project_id ?? '');
    const { at } = batch.change;
    const claimed = claimedByItem(rows, BEFORE_ALL);
    const [created, updated, restored]: [Id[], Id[], Id[]] = [[], [], []];
    let end = endOfQueue(rows);
    const write = ({ id, item, event }: ImportBatch['lines'][number]): LineOutcome => {
      const there = item.external_id === undefined ? undefined : rows.names.get(item.external_id);
      if (there !== undefined) {
        const before = rowOf(rows.items, there);
        const outcome = rewriteByLine(before, item, claimed.get(there) ?? 0, batch, end);
        if (outcome === 'unchanged' && batch.on_conflict === 'update') confirmAsOf(state, before, event?.time);
        const isRefused = typeof outcome === 'string' || ('code' in outcome && outcome.code !== 'in_use');
        const time = event?.time ?? null;
        if (!isRefused && time !== null && time < asOf(state, before)) return olderLine(asOf(state, before), time);
        if (typeof outcome === 'string' || 'code' in outcome) return outcome;
        rows.items.set(there, outcome);
        keepAsOf(state, outcome, time);
        (isThere(before) ? updated : restored).push(there);
        end += 1;
        return 'updated';
      }
      const {
        external_id = null,
        data,
        metadata = {},
        priority = 0,
        overlap = project.overlap,
        created_at = at,
        revision = 1,
        requeued,
      } = item;
      const fields = { id, external_id, data, metadata, priority, overlap };
      rows.items.set(id, {
        ...fields,
        annotation_count: 0,
        requeued: requeued === undefined ? null : { ...requeued, by: compactUser(state, requeued.by) },
        revision,
        created_at,
        updated_at: at,
        deleted_at: null,
        queue_position: end,
        data_revision: 1,
        retaken: 0,
      });
      if (external_id !== null) rows.names.set(external_id, id);
      keepAsOf(state, { id, revision: 1 }, event?.time);
      created.push(id);
      end += 1;
      return 'created';
    };
    const outcomes = batch.lines.map((line): LineOutcome => {
      const outcome = outcomeByNote(rows, line.event) ?? write(line);
      if (typeof outcome === 'string' && outcome !== 'duplicate') noteEvent(rows, line.event, batch.change);
      return outcome;
    });
    if (created.length + updated.length + restored.length > 0) {
      emitterOf(state, scope)(batch.newEventId(), batch.change, 'goldset.items.imported', project.id, {
        created,
        updated,
        restored,
      });
    }
    return outcomes;
  },
  update: async ({ id, changes, change, event_id, ...conditional }) => {
    const rows = contentsOf(state, scope);
    const [there, claimed] = [rows.items.get(id), claimedByItem(rows, BEFORE_ALL).get(id) ?? 0];
    if (!isThere(there)) return undefined;
    const shown = (row: ItemRow): Item =>
      toItem(rows, row, itemState(row, claimedByItem(rows, change.at).get(id) ?? 0));
    if (isStale(conditional, there.revision)) return { outcome: 'stale', value: shown(there) };
    refuseOlder(state, scope, there, conditional);
    const becomes = rewrite(there, changes, claimed, change.at, endOfQueue(rows));
    if (becomes === 'unchanged') confirmAsOf(state, there, scope.event_time);
    if (typeof becomes === 'string') return { outcome: becomes, value: shown(there) };
    rows.items.set(id, becomes);
    keepMade(state, scope, becomes);
    emitterOf(state, scope)(event_id, change, 'goldset.items.updated', scope.project_id ?? '', { updated: [id] });
    return { outcome: 'changed', value: shown(becomes) };
  },
  applyOverlap: async ({ overlap, after, change, event_id }) => {
    const ended = endedIn(state, scope);
    if (ended !== undefined) return ended;
    const rows = contentsOf(state, scope);
    const claimed = claimedByItem(rows, BEFORE_ALL);
    const chunk = [...rows.items.values()]
      .filter((item) => isThere(item) && (after === null || item.id > after))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, MAX_BATCH_LINES);
    const updated = chunk.flatMap((item) => {
      // An event does not overwrite later changes of an item.
      if (scope.event_time !== undefined && scope.event_time < asOf(state, item)) return [];
      const places = (claimed.get(item.id) ?? 0) + item.annotation_count;
      const wanted = overlap >= places ? overlap : Math.min(item.overlap, places);
      const becomes = rewrite(item, { overlap: wanted }, claimed.get(item.id) ?? 0, change.at, endOfQueue(rows));
      if (typeof becomes === 'string') return [];
      rows.items.set(item.id, becomes);
      keepMade(state, scope, becomes);
      return [item.id];
    });
    if (updated.length > 0)
      emitterOf(state, scope)(event_id, change, 'goldset.items.updated', scope.project_id ?? '', { updated });
    return { next: chunk.length < MAX_BATCH_LINES ? null : (chunk.at(-1)?.id ?? null) };
  },
  list: async (page, now, filters = {}) => {
    const exhausted = filters.exhausted === undefined ? undefined : exhaustedIn(state, scope, now);
    const isWanted = (item: Item): boolean =>
      fits(item, filters) && (exhausted === undefined || exhausted.has(item.id) === filters.exhausted);
    return pageOf(itemsIn(contentsOf(state, scope), now).filter(isWanted), page, ({ id }) => id, weightOf);
  },
  listDeleted: async (since, page) =>
    pageOf(
      itemsIn(contentsOf(state, scope), BEFORE_ALL, (row) => isRestorable(row, since)),
      page,
      ({ id }) => id,
      weightOf,
    ),
  find: async (id, now) => itemsIn(contentsOf(state, scope), now).find((item) => item.id === id),
  requeue: async ({ id, reason, overlap, change, event_id }) => {
    const rows = contentsOf(state, scope);
    const there = rows.items.get(id);
    if (!isThere(there)) return undefined;
    const shown = (): Item => {
      const row = rowOf(rows.items, id);
      return toItem(rows, row, itemState(row, claimedByItem(rows, change.at).get(id) ?? 0));
    };
    if (overlap !== undefined) refuseOlder(state, scope, there);
    const places = there.annotation_count + (claimedByItem(rows, BEFORE_ALL).get(id) ?? 0);
    const wanted = overlap ?? there.overlap;
    const skipped = [...rows.tasks.values()]
      .filter((task) => task.item_id === id && task.state === 'skipped')
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    if (wanted <= there.annotation_count) return { outcome: 'complete', value: shown() };
    if (wanted < Math.min(there.overlap, places)) return { outcome: 'overlap_in_use', value: shown() };
    if (skipped.length === 0 && wanted === there.overlap) return { outcome: 'unchanged', value: shown() };
    const bytesBefore = (task: TaskRow): number =>
      skipped
        .slice(0, skipped.indexOf(task))
        .reduce(
          (bytes, { skip_reason }) =>
            bytes + (skip_reason === null ? 0 : new TextEncoder().encode(JSON.stringify(skip_reason)).length),
          0,
        );
    const chosen = skipped.filter(
      (task, index) => index < MAX_REQUEUED_TASKS && bytesBefore(task) < MAX_REQUEUED_REASONS,
    );
    for (const task of chosen)
      rows.tasks.set(task.id, { ...task, state: 'released', requeued_at: change.at, updated_at: change.at });
    const requeued = { by: compactUser(state, change.by), reason, at: change.at };
    const before = asOf(state, there);
    const becomes = {
      ...there,
      overlap: wanted,
      queue_position: endOfQueue(rows),
      requeued,
      revision: there.revision + 1,
      updated_at: change.at,
    };
    rows.items.set(id, becomes);
    // An event without an overlap is not refused if it is older than the item, and then does not make the item's time
    // earlier.
    if (scope.event_time !== undefined) keepAsOf(state, becomes, scope.event_time > before ? scope.event_time : before);
    const value = shown();
    emitterOf(state, scope)(event_id, change, 'goldset.item.requeued', id, {
      ...{ reason, requeued_by: change.by, item_state: value.state, overlap: wanted === there.overlap ? null : wanted },
      released: chosen.map((task) => ({
        task_id: task.id,
        annotator_id: task.annotator.id,
        skip_reason: task.skip_reason,
      })),
    });
    return { outcome: chosen.length < skipped.length ? 'more' : 'changed', value };
  },
  delete: async (id, if_revision, change, eventIds) => {
    const rows = contentsOf(state, scope);
    const deletion = deleteIn(state, scope, rows.items, rows.items.get(id), id, if_revision, change.at);
    if (deletion !== 'deleted') return deletion;
    const claimed = [...rows.tasks.values()].filter((task) => task.item_id === id && task.state === 'claimed');
    for (const task of claimed) rows.tasks.set(task.id, { ...task, state: 'released', updated_at: change.at });
    const emit = emitterOf(state, scope);
    const item_state = itemState(rowOf(rows.items, id), 0);
    for (const [index, task] of claimed.entries()) {
      emit(eventIds[index] ?? '', change, 'goldset.task.released', task.id, {
        item_id: id,
        annotator_id: task.annotator.id,
        item_state,
      });
    }
    emit(eventIds[claimed.length] ?? '', change, 'goldset.item.deleted', id, {});
    return deletion;
  },
  restore: async (id, since, change, eventId) => {
    const rows = contentsOf(state, scope);
    const row = rows.items.get(id);
    if (!isRestorable(row, since)) return undefined;
    refuseOlder(state, scope, row);
    const restored = { ...row, deleted_at: null, queue_position: endOfQueue(rows) };
    rows.items.set(id, restored);
    keepTurn(state, scope, restored, change.at);
    const item_state = itemState(restored, 0);
    emitterOf(state, scope)(eventId, change, 'goldset.item.restored', id, { item_state });
    return toItem(rows, restored, item_state);
  },
});

/** The counters of the scope's project, counted at each call. */
export const progressOf = (state: State, scope: Scope): ProgressRepository => ({
  read: async (now) => {
    const rows = contentsOf(state, scope);
    const items = { open: 0, claimed: 0, complete: 0, exhausted: exhaustedIn(state, scope, now).size };
    const tasks = { claimed: 0, submitted: 0, skipped: 0, released: 0, expired: 0 };
    for (const item of itemsIn(rows, now)) items[item.state] += 1;
    for (const task of liveTasksIn(rows)) tasks[taskState(task, now)] += 1;
    return { items, tasks };
  },
  listByAnnotator: async (page, now) => {
    const rows = contentsOf(state, scope);
    const found = new Map<Id, AnnotatorProgress>();
    const of = (annotator: CompactUser): AnnotatorProgress =>
      found.get(annotator.id) ?? {
        annotator,
        tasks: { claimed: 0, submitted: 0, skipped: 0, released: 0, expired: 0 },
        annotations: 0,
      };
    for (const task of liveTasksIn(rows)) {
      const [before, at] = [of(task.annotator), taskState(task, now)];
      found.set(task.annotator.id, { ...before, tasks: { ...before.tasks, [at]: before.tasks[at] + 1 } });
    }
    for (const { annotator, item_id } of rows.annotations.values()) {
      if (!isThere(rows.items.get(item_id))) continue;
      const before = of(annotator);
      found.set(annotator.id, { ...before, annotations: before.annotations + 1 });
    }
    return pageOf(found.values(), page, ({ annotator }) => annotator.id);
  },
});
