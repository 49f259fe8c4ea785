import { equalJson, fault, MAX_BATCH_LINES } from '../../index.ts';
import type { ExportedItem, ExportRepository, Id, ImportBatch, ImportItem, Item, ItemsRepository, ItemState, LineOutcome, ProgressRepository, Scope } from '../../index.ts';
import { emitterOf } from './outbox.ts';
import { pageOf } from './page-of.ts';
import { contentsOf } from './projects.ts';
import { rowOf } from './state.ts';
import type { ItemRow, ProjectRows, State } from './state.ts';

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
export const freePlaces = ({ overlap, annotation_count }: ItemRow, claimed: number): number => Math.max(0, overlap - annotation_count - claimed);

/** The state of an item with so many claimed tasks. */
export const itemState = (item: ItemRow, claimed: number): ItemState =>
  item.annotation_count >= item.overlap ? 'complete' : freePlaces(item, claimed) > 0 ? 'open' : 'claimed';

/** A place in the queue behind all that were given. */
export const endOfQueue = ({ items }: ProjectRows): number => Math.max(0, ...[...items.values()].map(({ queue_position }) => queue_position)) + 1;

const toItem = ({ queue_position: _, ...item }: ItemRow, state: ItemState): Item => ({ ...item, state });

const itemsIn = (rows: ProjectRows): readonly Item[] => {
  const claimed = claimedByItem(rows);
  return [...rows.items.values()].map((item) => toItem(item, itemState(item, claimed.get(item.id) ?? 0)));
};

const named = ['data', 'metadata', 'priority', 'overlap'] as const satisfies readonly (keyof ImportItem)[];

/** What a line does to the item that is there: the item as it becomes, or the outcome where it stays. */
const rewrite = (there: ItemRow, line: ImportItem, claimed: number, { on_conflict, change }: ImportBatch, end: number): ItemRow | LineOutcome => {
  const isSame = (field: (typeof named)[number]): boolean => line[field] === undefined || equalJson(line[field], there[field]);
  if (named.every(isSame)) return 'unchanged';
  if (on_conflict === 'reject') return fault(['external_id'], 'already_exists', 'There is an item of this name with other content.');
  const places = claimed + there.annotation_count;
  if (!isSame('data') && places > 0) return fault(['data'], 'in_use', 'The data under an answer or a claim never changes.');
  const { data = there.data, metadata = there.metadata, priority = there.priority, overlap = there.overlap } = line;
  const becomes: ItemRow = { ...there, data, metadata, priority, overlap, updated_at: change.at };
  if (becomes.overlap < Math.min(there.overlap, places)) return fault(['overlap'], 'in_use', `Must not be less than the ${places} answers and claims the item has.`);
  const staysInPlace = becomes.priority === there.priority && becomes.overlap <= there.overlap;
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
    const rows = contentsOf(state, scope);
    const project = rowOf(state.projects, scope.project_id ?? '');
    const { at } = batch.change;
    const claimed = claimedByItem(rows);
    const [created, updated]: [Id[], Id[]] = [[], []];
    let end = endOfQueue(rows);
    const outcomes = batch.lines.map(({ id, item }): LineOutcome => {
      const there = item.external_id === undefined ? undefined : rows.names.get(item.external_id);
      if (there !== undefined) {
        const outcome = rewrite(rowOf(rows.items, there), item, claimed.get(there) ?? 0, batch, end);
        if (typeof outcome === 'string' || 'code' in outcome) return outcome;
        rows.items.set(there, outcome);
        updated.push(there);
        end += 1;
        return 'updated';
      }
      const { external_id = null, data, metadata = {}, priority = 0, overlap = project.overlap } = item;
      rows.items.set(id, { id, external_id, data, metadata, priority, overlap, annotation_count: 0, created_at: at, updated_at: at, queue_position: end });
      if (external_id !== null) rows.names.set(external_id, id);
      created.push(id);
      end += 1;
      return 'created';
    });
    if (created.length + updated.length > 0) {
      emitterOf(state, scope)(batch.newEventId(), batch.change, 'goldset.items.imported', project.id, { created, updated });
    }
    return outcomes;
  },
  list: async (page) => pageOf(itemsIn(contentsOf(state, scope)), page, ({ id }) => id),
  find: async (id) => itemsIn(contentsOf(state, scope)).find((item) => item.id === id),
});

/** The counters of the scope's project, counted anew. */
export const progressOf = (state: State, scope: Scope): ProgressRepository => ({
  read: async () => {
    const rows = contentsOf(state, scope);
    const items = { open: 0, claimed: 0, complete: 0 };
    const tasks = { claimed: 0, submitted: 0, skipped: 0, released: 0, expired: 0 };
    for (const item of itemsIn(rows)) items[item.state] += 1;
    for (const task of rows.tasks.values()) tasks[task.state] += 1;
    return { items, tasks };
  },
});

/** The export of the scope's project. */
export const exportOf = (state: State, scope: Scope): ExportRepository => ({
  chunk: async (after) => {
    const rows = contentsOf(state, scope);
    const annotations = [...rows.annotations.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const page = pageOf(itemsIn(rows), { per_page: CHUNK_ITEMS, order: 'asc', position: after === null ? undefined : { after } }, ({ id }) => id);
    const lines: string[] = [];
    let [size, next]: [number, Id | null] = [0, null];
    for (const item of page.items) {
      const exported: ExportedItem = { ...item, annotations: annotations.filter(({ item_id }) => item_id === item.id), predictions: [] };
      const line = JSON.stringify(exported);
      if (lines.length > 0 && size + line.length > CHUNK_CHARACTERS) return { lines, next };
      lines.push(line);
      [size, next] = [size + line.length, item.id];
    }
    return { lines, next: page.next === null ? null : next };
  },
});
