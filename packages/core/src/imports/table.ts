import { z } from 'zod';
import { err, fault, isCleanText, MAX_FAULTS, ok } from '../kernel/index.ts';
import type { Fault, Invalid, Result, Transport } from '../kernel/index.ts';
import { Delimiter, delimiters, MAX_COLUMNS, readJsonCell, unescapeFormula } from '../tables/index.ts';
import type { CsvRecord, ReadCell, ReadJsonCell } from '../tables/index.ts';
import type { ImportLine, ImportSource } from './import-lines.ts';
import type { ImportError } from './transports.ts';

/** The format of a table to import. */
export const TableOptions = z.strictObject({
  delimiter: Delimiter.optional().meta({
    description:
      'Of a table only: what stands between its cells (a tab is `%09` in a URL). Default: a tab in `text/tab-separated-values`, else a comma.',
  }),
  formulas: z.enum(['escape', 'keep']).optional().meta({
    description:
      "Of a table only: `escape` takes exactly one leading `'` from each cell, headings included, which an export has put there; give it wherever a table comes from an export without `formulas=keep`. `keep`, the default, takes each cell as it is.",
  }),
});
/** The format of a table to import. */
export type TableOptions = Transport<typeof TableOptions>;

/** A table to import: its first record names the columns, each further one is a row. */
export interface TableSource extends Omit<ImportSource, 'lines'> {
  /**
   * The records, in the groups in which they arrived. They are read once, in order, no faster than the rows can be
   * written.
   */
  readonly records: AsyncIterable<readonly CsvRecord[]>;
  /** Reads cells that contain JSON. Default: each is read at once. */
  readonly readJson?: ReadJsonCell | undefined;
}

/** One row of a table that is being read: as many cells as the table has columns. */
export interface Row {
  readonly cells: readonly string[];
  /** Whether the cell in this position has no value at all: it is empty and not in quotes. */
  readonly isAbsent: (place: number) => boolean;
}

/**
 * Turns a row into the value that a line of JSON would have; or returns the validation error of a cell that cannot be
 * read.
 */
export type ReadRow = (row: Row) => ReadCell | Promise<ReadCell>;

/** Whether the source is a table. */
export const isTable = (source: ImportSource | TableSource): source is TableSource => 'records' in source;

/** The validation errors of parameters that describe a table, if the import is not a table. */
export const noTableFaults = (parameters: object): readonly Fault[] =>
  Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name]) =>
      fault(
        [name],
        'unknown_field',
        'Only a table has this parameter: send text/csv or text/tab-separated-values, or leave it out.',
      ),
    );

/** The validation error of a heading. It points to the heading, or to the row if the heading is empty. */
export const headingFault = (heading: string, code: Fault['code'], detail: string): Fault =>
  fault(heading === '' ? [] : [heading], code, detail);

const nthColumns = (places: readonly number[]): string => places.map((place) => place + 1).join(' and ');

const faultsOfHeadings = (headings: readonly string[], isGiven: boolean): readonly Fault[] => {
  if (headings.length > MAX_COLUMNS)
    return [fault([], 'too_large', `A table may have at most ${MAX_COLUMNS} columns.`)];
  const [only = ''] = headings;
  const other = delimiters.find((delimiter) => only.includes(delimiter));
  if (headings.length === 1 && other !== undefined && !isGiven) {
    const shown = other === '\t' ? '%09' : other;
    return [
      fault(
        [],
        'format',
        `The table seems to have one column, "${only}". Say what stands between its cells, with delimiter=${shown}, or with another delimiter where it really is one column.`,
      ),
    ];
  }
  const places = new Map<string, number>();
  const faults: Fault[] = [];
  for (const [place, heading] of headings.entries()) {
    const first = places.get(heading);
    if (heading === '')
      faults.push(fault([], 'required', `Column ${place + 1} has no heading: name it, or take it out.`));
    else if (first !== undefined)
      faults.push(headingFault(heading, 'duplicate', `Columns ${nthColumns([first, place])} have the same heading.`));
    else if (heading === '__proto__') faults.push(headingFault(heading, 'option', 'This heading is not allowed.'));
    else if (!isCleanText(heading))
      faults.push(
        fault([], 'encoding', `Column ${place + 1}: a heading must not hold a NUL character or a lone surrogate.`),
      );
    if (first === undefined) places.set(heading, place);
    if (faults.length >= MAX_FAULTS) break;
  }
  return faults;
};

const wrongCount = (count: number, columns: number): Fault =>
  fault(
    [],
    'length',
    `The row has ${count > MAX_COLUMNS ? `more than ${MAX_COLUMNS}` : count} ${count === 1 ? 'cell' : 'cells'}, and the heading ${columns}. A cell that holds a delimiter, a quote or a line end must stand in quotes.`,
  );

// Processing a row with this many cells takes longer than its bytes suggest.
const MANY_CELLS = 1_000;
const CELL_WEIGHT = 72;

const refused = (errors: readonly ImportError[]): Result<never, Invalid> => err({ code: 'invalid', errors });

/**
 * Turns the rows of a table into lines. Resolves once its heading is read. `readHeading` returns the function that
 * reads the rows below the heading, or the validation errors of the heading. A table whose heading has errors is
 * refused as a whole. A row with another number of cells than the heading, or with cells that cannot be read, becomes a
 * line with a validation error.
 */
export const linesOfTable = async (
  { records, readJson = readJsonCell, ...source }: TableSource,
  { delimiter, formulas }: TableOptions,
  readHeading: (headings: readonly string[], readJson: ReadJsonCell) => Result<ReadRow, readonly Fault[]>,
): Promise<Result<ImportSource, Invalid>> => {
  const iterator = records[Symbol.asyncIterator]();
  const textsOf = (cells: readonly string[]): readonly string[] =>
    formulas === 'escape' ? cells.map(unescapeFormula) : cells;
  const begun = await (async (): Promise<
    Result<{ readonly rest: readonly CsvRecord[]; readonly columns: number; readonly readRow: ReadRow }, Invalid>
  > => {
    let came = await iterator.next();
    while (came.done !== true && came.value.length === 0) came = await iterator.next();
    const [first, ...rest] = came.done === true ? [] : came.value;
    if (first === undefined)
      return refused([
        { line: 1, ...fault([], 'required', 'The table is empty: its first row must name the columns.') },
      ]);
    const { line } = first;
    if ('fault' in first) return refused([{ line, ...first.fault }]);
    const headings = textsOf(first.cells);
    const faults = faultsOfHeadings(headings, delimiter !== undefined);
    const read = faults.length > 0 ? err(faults) : readHeading(headings, readJson);
    return read.ok
      ? ok({ rest, columns: headings.length, readRow: read.value })
      : refused(read.error.map((found) => ({ line, ...found })));
  })();
  if (!begun.ok) {
    await iterator.return?.();
    return begun;
  }
  const { rest, columns, readRow } = begun.value;
  const weight = columns < MANY_CELLS ? 0 : CELL_WEIGHT * columns;

  const lineOf = (record: CsvRecord): ImportLine | Promise<ImportLine> => {
    const { line, bytes } = record;
    if ('fault' in record) return { line, bytes, fault: record.fault };
    const { emptyTexts } = record;
    if (record.cells.length !== columns) return { line, bytes, fault: wrongCount(record.cells.length, columns) };
    const cells = textsOf(record.cells);
    const told = (read: ReadCell): ImportLine =>
      read.ok
        ? { line, bytes, value: read.value, ...(weight > bytes ? { weight } : {}) }
        : { line, bytes, fault: read.error };
    const read = readRow({
      cells,
      isAbsent: (place) => cells[place] === '' && record.cells[place] === '' && emptyTexts?.has(place) !== true,
    });
    return read instanceof Promise ? read.then(told) : told(read);
  };

  const lines = async function* (): AsyncGenerator<readonly ImportLine[]> {
    try {
      for (let some = rest; ;) {
        const read: ImportLine[] = [];
        for (const record of some) {
          const line = lineOf(record);
          read.push(line instanceof Promise ? await line : line);
        }
        if (read.length > 0) yield read;
        const next = await iterator.next();
        if (next.done === true) return;
        some = next.value;
      }
    } finally {
      await iterator.return?.();
    }
  };
  return ok({ ...source, lines: lines() });
};
