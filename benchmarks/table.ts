import type { Row } from './row.ts';

const figure = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-GB') : value.toFixed(Math.abs(value) >= 10 ? 1 : 2);

const HEADINGS = ['work', 'ratio', 'spread', 'to reach', 'holds', 'measured', 'limit'];

const cellsOf = ({
  work,
  ratio,
  spread: [least, most],
  bound,
  holds,
  absolute,
  limit,
  unit,
}: Row): readonly string[] => [
  work,
  figure(ratio),
  `${figure(least)}…${figure(most)}`,
  bound,
  holds ? 'yes' : 'NO',
  `${figure(absolute)} ${unit}`,
  `${figure(limit)} ${unit}`,
];

/** Returns a Markdown table of rows, with aligned columns. */
export const tableOf = (rows: readonly Row[]): string => {
  const lines = [HEADINGS, ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const lineOf = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [headings = '', ...others] = lines.map(lineOf);
  return [headings, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...others].join('\n');
};
