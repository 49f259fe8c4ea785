import { escapeFormula } from './formulas.ts';
import type { Delimiter } from './transports.ts';

/** A cell to be written: a number or a text. `null` means no value, which differs from the empty text. */
export type WrittenCell = string | number | null;

/** The format of written rows. */
export interface CsvForm {
  readonly delimiter: Delimiter;
  /** Whether a text that a spreadsheet could read as a formula gets a leading `'`. */
  readonly escapeFormulas: boolean;
}

/**
 * Makes a function that writes rows in the format of RFC 4180, without line ends. An empty text is written in quotes,
 * so that it differs from a cell without a value.
 */
export const csvRowWriter = ({ delimiter, escapeFormulas }: CsvForm): ((cells: readonly WrittenCell[]) => string) => {
  const special = new RegExp(`["\\r\\n${delimiter}]`);
  const written = (cell: WrittenCell): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return String(cell);
    const text = escapeFormulas ? escapeFormula(cell) : cell;
    return text === '' || special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return (cells) => cells.map(written).join(delimiter);
};
