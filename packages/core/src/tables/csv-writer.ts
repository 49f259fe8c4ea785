import { escapeFormula } from './formulas.ts';
import type { Delimiter } from './transports.ts';

/** A cell to be written: a number or a text; `null` for none, which is not the empty text. */
export type WrittenCell = string | number | null;

/** How rows are written. */
export interface CsvForm {
  readonly delimiter: Delimiter;
  /** Whether a text that a spreadsheet could take for a formula gets a leading `'`. */
  readonly escapeFormulas: boolean;
}

/** Writes rows as RFC 4180 has them, without their line ends. An empty text stands in quotes, so that it differs from no cell at all. */
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
