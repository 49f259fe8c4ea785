import type { Annotation, ChangePlace, DeletedItem, ExportChunk, ExportedItem, ExportRepository, Id, ItemState, Scope } from '../../index.ts';
import { itemsIn } from './items.ts';
import { compare } from './page-of.ts';
import { predictionsFor } from './predictions.ts';
import { contentsOf, isProjectThere } from './projects.ts';
import type { ProjectRows, State } from './state.ts';

const DATABASE = 'memory';

/** How many items a chunk of an export holds at most. */
const CHUNK_ITEMS = 100;

/** How long the lines of a chunk are at most, together, where they are more than one. */
const CHUNK_CHARACTERS = 2_000_000;

interface Line {
  readonly id: Id;
  /** `null` of an item that is deleted. */
  readonly state: ItemState | null;
  readonly line: string;
}

/** The lines of all items, the deleted ones included, in the order of their ids. */
const linesOf = (rows: ProjectRows): readonly Line[] => {
  const annotations = new Map<Id, Annotation[]>();
  for (const annotation of [...rows.annotations.values()].sort((a, b) => compare(a.id, b.id))) {
    annotations.set(annotation.item_id, [...(annotations.get(annotation.item_id) ?? []), annotation]);
  }
  return [...itemsIn(rows, () => true)]
    .sort((a, b) => compare(a.id, b.id))
    .map(({ deleted_at, ...item }) => {
      const { id, external_id } = item;
      if (deleted_at !== null) return { id, state: null, line: JSON.stringify({ id, external_id, deleted_at } satisfies DeletedItem) };
      const exported: ExportedItem = { ...item, annotations: annotations.get(item.id) ?? [], predictions: predictionsFor(rows, item.id) };
      return { id: item.id, state: item.state, line: JSON.stringify(exported) };
    });
};

/** As many of the lines as a chunk holds. */
const chunkOf = <Place>(lines: readonly Line[], placeOf: (line: Line) => Place): ExportChunk<Place> => {
  let [size, count] = [0, 0];
  for (const { line } of lines.slice(0, CHUNK_ITEMS)) {
    if (count > 0 && size + line.length > CHUNK_CHARACTERS) break;
    [size, count] = [size + line.length, count + 1];
  }
  const last = lines[count - 1];
  return { lines: lines.slice(0, count).map(({ line }) => line), next: last === undefined || count === lines.length ? null : placeOf(last) };
};

const assertIsThere = (state: State, scope: Scope): void => {
  if (!isProjectThere(state, scope)) throw new Error('The project was deleted while it was exported.');
};

/**
 * The export of the scope’s project. A horizon is a picture of what the lines were: what differs from one picture to the
 * next has changed between them.
 */
export const exportOf = (state: State, scope: Scope): ExportRepository => ({
  horizon: async () => {
    const transaction = state.horizons.size + 1;
    state.horizons.set(transaction, new Map(linesOf(contentsOf(state, scope)).map(({ id, line }) => [id, line])));
    return { database: DATABASE, transaction: String(transaction) };
  },
  chunk: async (only, after) => {
    assertIsThere(state, scope);
    const wanted = linesOf(contentsOf(state, scope)).filter((line) => line.state !== null && (after === null || line.id > after) && (only === null || line.state === only));
    return chunkOf(wanted, ({ id }) => id);
  },
  changes: async ({ since, until }, only, after) => {
    assertIsThere(state, scope);
    const pictureAt = (transaction: string): ReadonlyMap<Id, string> => state.horizons.get(Number(transaction)) ?? new Map<Id, string>();
    const [from, to] = [pictureAt(since.transaction), pictureAt(until.transaction)];
    const wanted = linesOf(contentsOf(state, scope)).filter(
      (line) => from.get(line.id) !== line.line && to.get(line.id) === line.line && (only === null || line.state === null || line.state === only) && (after === null || line.id > after.id),
    );
    return chunkOf<ChangePlace>(wanted, ({ id }) => ({ transaction: until.transaction, id }));
  },
});
