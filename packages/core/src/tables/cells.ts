import { ENCODING_DETAIL, err, fault, isCleanText, jsonFault, jsonTextFault, ok, utf8Of } from '../kernel/index.ts';
import type { Fault, Result } from '../kernel/index.ts';

/** What stands in a cell, or what is wrong with it. */
export type ReadCell = Result<unknown, Fault>;

/** Reads a cell that holds JSON. An adapter that others wait for reads a long one in slices. */
export type ReadJsonCell = (text: string) => ReadCell | Promise<ReadCell>;

/** How values of one kind stand in the cells of a table. */
export interface Cells {
  /** The text of a value. */
  readonly write: (value: unknown) => string;
  /** The value that this text stands for, or the fault of a text that stands for none. Reads what `write` wrote as the same value. */
  readonly read: (text: string, readJson: ReadJsonCell) => ReadCell | Promise<ReadCell>;
  /** Whether the values are numbers, which no spreadsheet takes for formulas. */
  readonly areNumbers: boolean;
  /** Whether an empty cell can stand for a value; else it always stands for none. */
  readonly canBeEmpty: boolean;
}

// As JSON writes numbers: `007` is the name of something, and 1,5 means different numbers in different countries.
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const NO_NUMBER = fault(
  [],
  'type',
  'Must be a number as JSON writes it, such as -12.5: with a decimal point, without leading zeros, and without separators of thousands.',
);

const NO_BOOLEAN = fault([], 'type', 'Must be true or false.');

/** Cells that hold text as it is. */
export const textCells: Cells = { write: String, read: (text) => ok(text), areNumbers: false, canBeEmpty: true };

/** Cells that hold text which is never empty. */
export const wordCells: Cells = { ...textCells, canBeEmpty: false };

/** Cells that hold numbers. */
export const numberCells: Cells = {
  write: String,
  read: (text) => {
    if (!NUMBER.test(text)) return err(NO_NUMBER);
    const number = Number(text);
    const found = jsonFault(number);
    return found === undefined ? ok(number) : err(found);
  },
  areNumbers: true,
  canBeEmpty: false,
};

/** Cells that hold `true` or `false`, in letters of either case. */
export const booleanCells: Cells = {
  write: String,
  read: (text) => {
    const lower = text.toLowerCase();
    return lower === 'true' || lower === 'false' ? ok(lower === 'true') : err(NO_BOOLEAN);
  },
  areNumbers: false,
  canBeEmpty: false,
};

/** Cells that hold JSON. */
export const jsonCells: Cells = {
  write: (value) => JSON.stringify(value),
  read: (text, readJson) => readJson(text),
  areNumbers: false,
  canBeEmpty: false,
};

/** Reads a cell that holds JSON at once. */
export const readJsonCell = (text: string): ReadCell => {
  if (!isCleanText(text)) return err(fault([], 'encoding', ENCODING_DETAIL));
  const found = jsonTextFault(utf8Of(text));
  return found === undefined ? ok(JSON.parse(text) as unknown) : err(found);
};
