import { TableOptions } from '../imports/index.ts';
import type { ReadRow, Row } from '../imports/index.ts';
import { err, fault, ok, text, under } from '../kernel/index.ts';
import type { Fault, Json, Result, Transport } from '../kernel/index.ts';
import { booleanCells, jsonCells, namesIn, numberCells, textCells } from '../tables/index.ts';
import type { Cells, ReadCell, ReadJsonCell } from '../tables/index.ts';

const MAX_NAMES = 10_000;

/** How the columns of a table of items are read. */
export const ItemTableOptions = TableOptions.extend({
  external_id: text(1, 1_000).optional().meta({
    description:
      'Of a table only: the column that names each item. Default: `external_id`, where there is such a column; a table without one makes new items each time it is imported.',
  }),
  metadata: text(1, MAX_NAMES).optional().meta({
    description:
      'Of a table only: the columns that become `metadata`, with commas between them; a name that has a comma stands in quotes, as in a row. All other columns become `data`.',
  }),
  types: text(1, MAX_NAMES).optional().meta({
    description:
      'Of a table only: what columns of `data` and `metadata` hold, as `column:type` with commas between them. The type is `string` (what a column has of which nothing is said: the text of the cell), `number` (as JSON writes it), `boolean` (`true` or `false`) or `json`. A cell that holds nothing of its type rejects its row; with a `?` behind the type (`price:number?`), an empty cell leaves the key out.',
  }),
});
/** How the columns of a table of items are read. */
export type ItemTableOptions = Transport<typeof ItemTableOptions>;

const types = {
  string: textCells,
  number: numberCells,
  boolean: booleanCells,
  json: jsonCells,
} as const satisfies Readonly<Record<string, Cells>>;

interface ColumnType {
  readonly cells: Cells;
  /** Whether an empty cell omits the key. */
  readonly isOptional: boolean;
}

interface Column extends ColumnType {
  readonly place: number;
  readonly name: string;
}

const STRING: ColumnType = { cells: textCells, isOptional: false };

const isType = (type: string): type is keyof typeof types => Object.hasOwn(types, type);

const faulty = (parameter: keyof ItemTableOptions, code: Fault['code'], detail: string): Fault =>
  fault([parameter], code, detail);

/** The names in a parameter that lists columns. */
const listed = (parameter: 'metadata' | 'types', list: string | undefined, faults: Fault[]): readonly string[] => {
  if (list === undefined) return [];
  const names = namesIn(list);
  if (!names.ok) faults.push(faulty(parameter, 'format', names.error));
  return names.ok ? names.value : [];
};

const typesIn = (list: string | undefined, faults: Fault[]): ReadonlyMap<string, ColumnType> => {
  const found = new Map<string, ColumnType>();
  for (const entry of listed('types', list, faults)) {
    const colon = entry.lastIndexOf(':');
    const [name, given] = [entry.slice(0, Math.max(colon, 0)), entry.slice(colon + 1)];
    const isOptional = given.endsWith('?');
    const type = isOptional ? given.slice(0, -1) : given;
    if (colon < 1 || !isType(type))
      faults.push(
        faulty('types', 'format', `"${entry}" must be a column, a colon, and one of ${Object.keys(types).join(', ')}.`),
      );
    else if (found.has(name))
      faults.push(faulty('types', 'duplicate', `The type of column "${name}" stands here twice.`));
    else found.set(name, { cells: types[type], isOptional });
  }
  return found;
};

const MAX_NAMED = 20;

const missing = (parameter: keyof ItemTableOptions, name: string, headings: readonly string[]): Fault => {
  const named = headings.slice(0, MAX_NAMED).map((heading) => `"${heading}"`);
  return faulty(
    parameter,
    'not_found',
    `The table has no column "${name}": it has ${named.join(', ')}${headings.length > MAX_NAMED ? ', …' : ''}.`,
  );
};

const readCell = (
  { cells, isOptional, place }: Column,
  row: Row,
  readJson: ReadJsonCell,
): ReadCell | Promise<ReadCell> | undefined => {
  const cell = row.cells[place] ?? '';
  return isOptional && cell === '' ? undefined : cells.read(cell, readJson);
};

/** Creates the function that reads some columns of a row into an object. */
const reader = (
  key: 'data' | 'metadata',
  columns: readonly Column[],
  readJson: ReadJsonCell,
): ((
  row: Row,
) => Result<Readonly<Record<string, Json>>, Fault> | Promise<Result<Readonly<Record<string, Json>>, Fault>>) => {
  const isPlain = columns.every(({ cells, isOptional }) => cells === textCells && !isOptional);
  if (isPlain) {
    return ({ cells }) => {
      const read: Record<string, Json> = {};
      for (const { name, place } of columns) read[name] = cells[place] ?? '';
      return ok(read);
    };
  }
  return async (row) => {
    const read: Record<string, Json> = {};
    for (const column of columns) {
      const reading = readCell(column, row, readJson);
      const cell = reading instanceof Promise ? await reading : reading;
      if (cell === undefined) continue;
      if (!cell.ok) return err(under([key, column.name], cell.error));
      read[column.name] = cell.value as Json;
    }
    return ok(read);
  };
};

/**
 * Reads the heading of a table and returns the function that turns its rows into lines of an import of items; or
 * returns the validation errors of the heading or of the parameters that describe its columns.
 */
export const itemRows =
  ({ external_id, metadata, types: given }: ItemTableOptions) =>
  (headings: readonly string[], readJson: ReadJsonCell): Result<ReadRow, readonly Fault[]> => {
    const faults: Fault[] = [];
    const inMetadata = new Set(listed('metadata', metadata, faults));
    const typeOf = typesIn(given, faults);
    const idColumn = headings.indexOf(external_id ?? 'external_id');
    if (external_id !== undefined && idColumn === -1) faults.push(missing('external_id', external_id, headings));
    const known = new Set(headings);
    for (const name of inMetadata) if (!known.has(name)) faults.push(missing('metadata', name, headings));
    for (const name of typeOf.keys()) if (!known.has(name)) faults.push(missing('types', name, headings));
    const id = headings[idColumn];
    if (id !== undefined && inMetadata.has(id))
      faults.push(faulty('metadata', 'duplicate', `Column "${id}" is the external_id of the items already.`));
    if (id !== undefined && typeOf.has(id))
      faults.push(
        faulty('types', 'option', `Column "${id}" is the external_id of the items, which is always a string.`),
      );
    if (faults.length > 0) return err(faults);
    const columns = headings
      .map((name, place): Column => ({ name, place, ...(typeOf.get(name) ?? STRING) }))
      .filter(({ place }) => place !== idColumn);
    const readData = reader(
      'data',
      columns.filter(({ name }) => !inMetadata.has(name)),
      readJson,
    );
    const readMetadata =
      inMetadata.size === 0
        ? undefined
        : reader(
            'metadata',
            columns.filter(({ name }) => inMetadata.has(name)),
            readJson,
          );
    const lineOf = (row: Row, data: ReadCell, more: ReadCell | undefined): ReadCell => {
      if (!data.ok) return data;
      if (more?.ok === false) return more;
      return ok({
        ...(idColumn === -1 ? {} : { external_id: row.cells[idColumn] }),
        data: data.value,
        ...(more === undefined ? {} : { metadata: more.value }),
      });
    };
    return ok((row) => {
      const [data, more] = [readData(row), readMetadata?.(row)];
      if (data instanceof Promise || more instanceof Promise)
        return Promise.all([data, more]).then(([one, other]) => lineOf(row, one, other));
      return lineOf(row, data, more);
    });
  };
