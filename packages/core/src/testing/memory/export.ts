import type { Annotation, ChangePlace, ExportChunk, ExportedItem, ExportRepository, Id, ItemState, Scope } from '../../index.ts';
import { itemsIn } from './items.ts';
import { predictionsFor } from './predictions.ts';
import { contentsOf } from './projects.ts';
import type { ProjectRows, State } from './state.ts';

const DATABASE = 'memory';

/** How many items a chunk of an export holds at most. */
const CHUNK_ITEMS = 100;

/** How long the lines of a chunk are at most, together, where they are more than one. */
const CHUNK_CHARACTERS = 2_000_000;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Line {
  readonly id: Id;
  readonly state: ItemState;
  readonly line: string;
}

/** The lines of all items, in the order of their ids. */
const linesOf = (rows: ProjectRows): readonly Line[] => {
  const annotations = new Map<Id, Annotation[]>();
  for (const annotation of [...rows.annotations.values()].sort((a, b) => compare(a.id, b.id))) {
    annotations.set(annotation.item_id, [...(annotations.get(annotation.item_id) ?? []), annotation]);
  }
  return [...itemsIn(rows)]
    .sort((a, b) => compare(a.id, b.id))
    .map((item) => {
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

/**
 * The export of the scope's project. A horizon is a picture of what the lines were: what differs from one picture to the
 * next has changed between them.
 */
export const exportOf = (state: State, scope: Scope): ExportRepository => ({
  horizon: async () => {
    const transaction = state.horizons.size + 1;
    state.horizons.set(transaction, new Map(linesOf(contentsOf(state, scope)).map(({ id, line }) => [id, line])));
    return { database: DATABASE, transaction: String(transaction) };
  },
  chunk: async (only, after) => {
    const wanted = linesOf(contentsOf(state, scope)).filter((line) => (after === null || line.id > after) && (only === null || line.state === only));
    return chunkOf(wanted, ({ id }) => id);
  },
  changes: async ({ since, until }, only, after) => {
    const pictureAt = (transaction: string): ReadonlyMap<Id, string> => state.horizons.get(Number(transaction)) ?? new Map<Id, string>();
    const [from, to] = [pictureAt(since.transaction), pictureAt(until.transaction)];
    const wanted = linesOf(contentsOf(state, scope)).filter(
      (line) => from.get(line.id) !== line.line && to.get(line.id) === line.line && (only === null || line.state === only) && (after === null || line.id > after.id),
    );
    return chunkOf<ChangePlace>(wanted, ({ id }) => ({ transaction: until.transaction, id }));
  },
});
