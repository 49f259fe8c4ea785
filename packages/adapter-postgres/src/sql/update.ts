import type { Conditional } from '@goldset/core';
import type { Update } from '@goldset/core/adapter';
import { eventMoment, asOf, isOlder, refuseOlder } from './event-order.ts';

/** What became of an update, beside the columns of the row as it is after it. */
export interface UpdateRow<Refusal extends string = never> {
  readonly outcome: 'changed' | 'unchanged' | 'stale' | 'older' | Refusal;
  readonly revision: number;
  readonly as_of?: string | null;
}

/** The revisions of an update, as the parameter `if_revision`. A revision that no column can hold is none. */
export const ifRevision = (revisions: Conditional['if_revision']): string | null =>
  revisions === undefined ? null : `{${revisions.filter((revision) => Number.isSafeInteger(revision)).join(',')}}`;

/**
 * SQL of whether the locked row `row` is at none of the revisions that the update names. An update reads the row under a
 * lock, judges what it read, and writes what it judged: of two from one revision, the second reads what the first wrote.
 */
export const isStale = (row: string): string =>
  `(:if_revision::text is not null and ${row}.revision <> all (:if_revision::text::bigint[]))`;

/** SQL of the first words of what becomes of the locked row `row`: it is at another revision, or newer than the event. The revisions, where the update names some, decide alone. */
export const refusals = (row: string): string =>
  `when ${isStale(row)} then 'stale' when :if_revision::text is null and ${isOlder(row)} then 'older'`;

/** SQL of as of when the row `row` is what it is, for `updateOf`. */
export const asOfColumn = (row: string): string => `${eventMoment(asOf(row))} as as_of`;

/** What an update's one row says; no row is nothing to update. Refuses an event that is older than the row. */
export const updateOf = <Row extends UpdateRow<Refusal>, T, Refusal extends string = never>(
  row: Row | undefined,
  transport: (row: Row) => T,
): Update<T, Refusal> => {
  refuseOlder(row && { ...row, as_of: row.as_of ?? null }, ({ outcome }) => outcome === 'older');
  return row && { outcome: row.outcome as Exclude<Row['outcome'], 'older'>, value: transport(row) };
};
