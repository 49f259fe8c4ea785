import { ENCODING_DETAIL, err, fault, isCleanText, jsonFault, jsonTextFault, ok, utf8Of } from '../kernel/index.ts';
import type { Fault, Result } from '../kernel/index.ts';

/** The value of a cell, or its validation error. */
export type ReadCell = Result<unknown, Fault>;

/** Reads a cell that contains JSON. An adapter that serves other requests meanwhile reads a long cell in slices. */
export type ReadJsonCell = (text: string) => ReadCell | Promise<ReadCell>;

/** How values of one kind are written to and read from the cells of a table. */
export interface Cells {
  /** Returns the text of a value. */
  readonly write: (value: unknown) => string;
  /**
   * The value of a text, or the validation error of a text that has none. Must read the output of `write` as the same
   * value.
   */
  readonly read: (text: string, readJson: ReadJsonCell) => ReadCell | Promise<ReadCell>;
  /** Whether the values are numbers, which no spreadsheet reads as formulas. */
  readonly areNumbers: boolean;
  /** Whether an empty cell can be a value; otherwise it always means that there is no value. */
  readonly canBeEmpty: boolean;
}

// Only numbers as JSON writes them: `007` is probably a name, and 1,5 means different numbers in different countries.
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const NO_NUMBER = fault(
  [],
  'type',
  'Must be a number as JSON writes it, such as -12.5: with a decimal point, without leading zeros, and without separators of thousands.',
);

const NO_BOOLEAN = fault([], 'type', 'Must be true or false.');

/** Cells that contain text, unchanged. */
export const textCells: Cells = { write: String, read: (text) => ok(text), areNumbers: false, canBeEmpty: true };

/** Cells that contain text that is never empty. */
export const wordCells: Cells = { ...textCells, canBeEmpty: false };

/** Cells that contain numbers. */
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

/** Cells that contain `true` or `false`, in upper or lower case. */
export const booleanCells: Cells = {
  write: String,
  read: (text) => {
    const lower = text.toLowerCase();
    return lower === 'true' || lower === 'false' ? ok(lower === 'true') : err(NO_BOOLEAN);
  },
  areNumbers: false,
  canBeEmpty: false,
};

/** Cells that contain JSON. */
export const jsonCells: Cells = {
  write: (value) => JSON.stringify(value),
  read: (text, readJson) => readJson(text),
  areNumbers: false,
  canBeEmpty: false,
};

/** Reads a cell that contains JSON, synchronously. */
export const readJsonCell = (text: string): ReadCell => {
  if (!isCleanText(text)) return err(fault([], 'encoding', ENCODING_DETAIL));
  const found = jsonTextFault(utf8Of(text));
  return found === undefined ? ok(JSON.parse(text) as unknown) : err(found);
};
