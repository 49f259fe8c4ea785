import type { Change, Fault, Id } from '../kernel/index.ts';
import type { ImportOptions } from './transports.ts';

/** At most so many lines are written at once, so that the event that names them stays small. */
export const MAX_BATCH_LINES = 1000;

/** What became of one line: what it did, or why it was rejected. */
export type LineOutcome = 'created' | 'updated' | 'unchanged' | Fault;

/** Lines of an import that are written together, as one atomic unit. */
export interface LineBatch<Line> {
  /** At most `MAX_BATCH_LINES`. */
  readonly lines: readonly Line[];
  readonly on_conflict: ImportOptions['on_conflict'];
  readonly change: Change;
  /** A new id for each event that the batch writes: usually one. */
  readonly newEventId: () => Id;
}
