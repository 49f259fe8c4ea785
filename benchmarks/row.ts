import type { Figure } from './beside.ts';

/** One line of the report: a figure compared with its limit. */
export interface Row extends Figure {
  /** What was measured, in words that stay the same from run to run. */
  readonly work: string;
  /** The required `ratio`: `≥ 0.8`, `≤ 1.2`. */
  readonly bound: `${'≥' | '≤'} ${number}`;
  readonly holds: boolean;
  /** The unit of `absolute` and `limit`: `/s`, `s`, `ms`, `MB`. */
  readonly unit: string;
}

/** Returns the row of a figure; it holds if the ratio is within the bound. */
export const rowOf = (work: string, unit: string, bound: Row['bound'], figure: Figure): Row => {
  const value = Number(bound.slice(2));
  return { work, ...figure, bound, holds: bound.startsWith('≥') ? figure.ratio >= value : figure.ratio <= value, unit };
};
