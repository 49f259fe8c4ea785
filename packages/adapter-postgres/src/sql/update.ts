import type { Conditional } from '@goldset/core';
import type { Update } from '@goldset/core/adapter';
import { eventMoment, asOf, isOlder, refuseOlder } from './event-order.ts';

/** The outcome of an update, beside the columns of the row after the update. */
export interface UpdateRow<Refusal extends string = never> {
  readonly outcome: 'changed' | 'unchanged' | 'stale' | 'older' | Refusal;
  readonly revision: number;
  readonly as_of?: string | null;
}

/**
 * Returns the revisions of an update as the parameter `if_revision`. Revisions that no column can hold are left out.
 */
export const ifRevision = (revisions: Conditional['if_revision']): string | null =>
  revisions === undefined ? null : `{${revisions.filter((revision) => Number.isSafeInteger(revision)).join(',')}}`;

/**
 * SQL for whether the update names revisions and the locked row `row` is at none of them. An update reads the row under
 * a lock, decides from what it read, and then writes. So of two updates from one revision, the second reads what the
 * first wrote.
 */
export const isStale = (row: string): string =>
  `(:if_revision::text is not null and ${row}.revision <> all (:if_revision::text::bigint[]))`;

/**
 * SQL for the first cases of the outcome for the locked row `row`: the row is at another revision, or newer than the
 * event. If the update names revisions, they alone decide.
 */
export const refusals = (row: string): string =>
  `when ${isStale(row)} then 'stale' when :if_revision::text is null and ${isOlder(row)} then 'older'`;

/** SQL for the column `as_of`, which says as of when the row `row` has its present state, for `updateOf`. */
export const asOfColumn = (row: string): string => `${eventMoment(asOf(row))} as as_of`;

/**
 * Converts the one row of an update to its outcome; `undefined` if there was no row to update. Throws if the event is
 * older than the row.
 */
export const updateOf = <Row extends UpdateRow<Refusal>, T, Refusal extends string = never>(
  row: Row | undefined,
  transport: (row: Row) => T,
): Update<T, Refusal> => {
  refuseOlder(row && { ...row, as_of: row.as_of ?? null }, ({ outcome }) => outcome === 'older');
  return row && { outcome: row.outcome as Exclude<Row['outcome'], 'older'>, value: transport(row) };
};
