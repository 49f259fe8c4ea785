import type { Figure } from './beside.ts';

/** One line of the report: a figure beside its limit. */
export interface Row extends Figure {
  /** What was done, in words that stay the same from run to run. */
  readonly work: string;
  /** What `ratio` has to be: `≥ 0.8`, `≤ 1.2`. */
  readonly bound: `${'≥' | '≤'} ${number}`;
  readonly holds: boolean;
  /** Of `absolute` and `limit`: `/s`, `s`, `ms`, `MB`. */
  readonly unit: string;
}

/** The row of a figure; it holds where the ratio keeps to its bound. */
export const rowOf = (work: string, unit: string, bound: Row['bound'], figure: Figure): Row => {
  const value = Number(bound.slice(2));
  return { work, ...figure, bound, holds: bound.startsWith('≥') ? figure.ratio >= value : figure.ratio <= value, unit };
};
