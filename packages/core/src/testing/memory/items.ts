import { equalJson, fault, MAX_BATCH_LINES } from '../../index.ts';
import type { ExportedItem, ExportRepository, Id, ImportBatch, ImportItem, Item, ItemsRepository, ItemState, LineOutcome, ProgressRepository, Scope } from '../../index.ts';
import { deleteIn, isRestorable, isThere } from './deletion.ts';
import { emitterOf } from './outbox.ts';
import { pageOf } from './page-of.ts';
import { contentsOf, isProjectThere } from './projects.ts';
import { rowOf } from './state.ts';
import type { ItemRow, ProjectRows, State, TaskRow } from './state.ts';

/** How many items a chunk of an export holds at most. */
const CHUNK_ITEMS = 100;

/** How long the lines of a chunk are at most, together, where they are more than one. */
const CHUNK_CHARACTERS = 2_000_000;

/** How many claimed tasks each item of a project has. */
export const claimedByItem = ({ tasks }: ProjectRows): ReadonlyMap<Id, number> => {
  const counts = new Map<Id, number>();
  for (const { item_id, state } of tasks.values()) if (state === 'claimed') counts.set(item_id, (counts.get(item_id) ?? 0) + 1);
  return counts;
};

/** How many places of an item are free. */
export const freePlaces = ({ overlap, annotation_count, deleted_at }: ItemRow, claimed: number): number =>
  deleted_at === null ? Math.max(0, overlap - annotation_count - claimed) : 0;

/** The state of an item with so many claimed tasks. */
export const itemState = (item: ItemRow, claimed: number): ItemState =>
  item.annotation_count >= item.overlap ? 'complete' : freePlaces({ ...item, deleted_at: null }, claimed) > 0 ? 'open' : 'claimed';

/** A place in the queue behind all that were given. */
export const endOfQueue = ({ items }: ProjectRows): number => Math.max(0, ...[...items.values()].map(({ queue_position }) => queue_position)) + 1;

/** The tasks of a project, but for those of deleted items. */
export const liveTasksIn = ({ items, tasks }: ProjectRows): readonly TaskRow[] => [...tasks.values()].filter(({ item_id }) => isThere(items.get(item_id)));

const toItem = ({ queue_position: _, revision: __, ...item }: ItemRow, state: ItemState): Item => ({ ...item, state });

const itemsIn = (rows: ProjectRows, which: (row: ItemRow) => boolean = isThere): readonly Item[] => {
  const claimed = claimedByItem(rows);
  return [...rows.items.values()].filter(which).map((item) => toItem(item, itemState(item, claimed.get(item.id) ?? 0)));
};

const named = ['data', 'metadata', 'priority', 'overlap'] as const satisfies readonly (keyof ImportItem)[];

/** What a line does to the item that is there: the item as it becomes, or the outcome where it stays. */
const rewrite = (there: ItemRow, line: ImportItem, claimed: number, { on_conflict, change, restorable_since }: ImportBatch, end: number): ItemRow | LineOutcome => {
  const isRestored = isRestorable(there, restorable_since) && on_conflict === 'update';
  if (!isThere(there) && !isRestored) return fault(['external_id'], 'already_exists', 'An item of this name is deleted.');
  const isSame = (field: (typeof named)[number]): boolean => line[field] === undefined || equalJson(line[field], there[field]);
  if (!isRestored && named.every(isSame)) return 'unchanged';
  if (on_conflict === 'reject') return fault(['external_id'], 'already_exists', 'There is an item of this name with other content.');
  const places = claimed + there.annotation_count;
  if (!isSame('data') && places > 0) return fault(['data'], 'in_use', 'The data under an answer or a claim never changes.');
  const { data = there.data, metadata = there.metadata, priority = there.priority, overlap = there.overlap } = line;
  const becomes: ItemRow = { ...there, data, metadata, priority, overlap, updated_at: change.at, deleted_at: null };
  if (becomes.overlap < places) return fault(['overlap'], 'in_use', `Must not be less than the ${places} answers and claims the item has.`);
  const staysInPlace = !isRestored && becomes.priority === there.priority && becomes.overlap <= there.overlap;
  return staysInPlace ? becomes : { ...becomes, queue_position: end };
};

const assertIsBatch = ({ lines }: ImportBatch): void => {
  const names = lines.map(({ item }) => item.external_id).filter((name) => name !== undefined);
  if (lines.length > MAX_BATCH_LINES || new Set(names).size < names.length) throw new Error('This is more than one batch.');
};

/** The items of the scope's project. */
export const itemsOf = (state: State, scope: Scope): ItemsRepository => ({
  importBatch: async (batch) => {
    assertIsBatch(batch);
    if (!isProjectThere(state, scope)) return undefined;
    const rows = contentsOf(state, scope);
    const project = rowOf(state.projects, scope.project_id ?? '');
    const { at } = batch.change;
    const claimed = claimedByItem(rows);
    const [created, updated, restored]: [Id[], Id[], Id[]] = [[], [], []];
    let end = endOfQueue(rows);
    const outcomes = batch.lines.map(({ id, item }): LineOutcome => {
      const there = item.external_id === undefined ? undefined : rows.names.get(item.external_id);
      if (there !== undefined) {
        const before = rowOf(rows.items, there);
        const outcome = rewrite(before, item, claimed.get(there) ?? 0, batch, end);
        if (typeof outcome === 'string' || 'code' in outcome) return outcome;
        rows.items.set(there, outcome);
        (isThere(before) ? updated : restored).push(there);
        end += 1;
        return 'updated';
      }
      const { external_id = null, data, metadata = {}, priority = 0, overlap = project.overlap } = item;
      const fields = { id, external_id, data, metadata, priority, overlap };
      rows.items.set(id, { ...fields, annotation_count: 0, created_at: at, updated_at: at, deleted_at: null, queue_position: end, revision: 1 });
      if (external_id !== null) rows.names.set(external_id, id);
      created.push(id);
      end += 1;
      return 'created';
    });
    if (created.length + updated.length + restored.length > 0) {
      emitterOf(state, scope)(batch.newEventId(), batch.change, 'goldset.items.imported', project.id, { created, updated, restored });
    }
    return outcomes;
  },
  list: async (page) => pageOf(itemsIn(contentsOf(state, scope)), page, ({ id }) => id),
  listDeleted: async (since, page) => pageOf(itemsIn(contentsOf(state, scope), (row) => isRestorable(row, since)), page, ({ id }) => id),
  find: async (id) => itemsIn(contentsOf(state, scope)).find((item) => item.id === id),
  delete: async (id, if_revision, change, eventIds) => {
    const rows = contentsOf(state, scope);
    const deletion = deleteIn(rows.items, rows.items.get(id), id, if_revision, change.at);
    if (deletion !== 'deleted') return deletion;
    const claimed = [...rows.tasks.values()].filter((task) => task.item_id === id && task.state === 'claimed');
    for (const task of claimed) rows.tasks.set(task.id, { ...task, state: 'released', updated_at: change.at });
    const emit = emitterOf(state, scope);
    const item_state = itemState(rowOf(rows.items, id), 0);
    for (const [index, task] of claimed.entries()) {
      emit(eventIds[index] ?? '', change, 'goldset.task.released', task.id, { item_id: id, annotator_id: task.annotator.id, item_state });
    }
    emit(eventIds[claimed.length] ?? '', change, 'goldset.item.deleted', id, {});
    return deletion;
  },
  restore: async (id, since, change, eventId) => {
    const rows = contentsOf(state, scope);
    const row = rows.items.get(id);
    if (!isRestorable(row, since)) return undefined;
    const restored = { ...row, deleted_at: null, queue_position: endOfQueue(rows) };
    rows.items.set(id, restored);
    const item_state = itemState(restored, 0);
    emitterOf(state, scope)(eventId, change, 'goldset.item.restored', id, { item_state });
    return toItem(restored, item_state);
  },
});

/** The counters of the scope's project, counted anew. */
export const progressOf = (state: State, scope: Scope): ProgressRepository => ({
  read: async () => {
    const rows = contentsOf(state, scope);
    const items = { open: 0, claimed: 0, complete: 0 };
    const tasks = { claimed: 0, submitted: 0, skipped: 0, released: 0, expired: 0 };
    for (const item of itemsIn(rows)) items[item.state] += 1;
    for (const task of liveTasksIn(rows)) tasks[task.state] += 1;
    return { items, tasks };
  },
});

/** The export of the scope's project. */
export const exportOf = (state: State, scope: Scope): ExportRepository => ({
  chunk: async (after) => {
    if (!isProjectThere(state, scope)) throw new Error('The project was deleted while it was exported.');
    const rows = contentsOf(state, scope);
    const annotations = [...rows.annotations.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const page = pageOf(itemsIn(rows), { per_page: CHUNK_ITEMS, order: 'asc', position: after === null ? undefined : { after } }, ({ id }) => id);
    const lines: string[] = [];
    let [size, next]: [number, Id | null] = [0, null];
    for (const item of page.items) {
      const { deleted_at: _, ...fields } = item;
      const exported: ExportedItem = { ...fields, annotations: annotations.filter(({ item_id }) => item_id === item.id), predictions: [] };
      const line = JSON.stringify(exported);
      if (lines.length > 0 && size + line.length > CHUNK_CHARACTERS) return { lines, next };
      lines.push(line);
      [size, next] = [size + line.length, item.id];
    }
    return { lines, next: page.next === null ? null : next };
  },
});
