import type { Conditional, Update } from '@goldset/core';

/** What became of an update, beside the columns of the row as it is after it. */
export interface UpdateRow<Refusal extends string = never> {
  readonly outcome: 'changed' | 'unchanged' | 'stale' | Refusal;
}

/** The revisions of an update, as the parameter `if_revision`. A revision that no column can hold is none. */
export const ifRevision = (revisions: Conditional['if_revision']): string | null =>
  revisions === undefined ? null : `{${revisions.filter((revision) => Number.isSafeInteger(revision)).join(',')}}`;

/**
 * SQL of whether the locked row `row` is at none of the revisions that the update names. An update reads the row under a
 * lock, judges what it read, and writes what it judged: of two from one revision, the second reads what the first wrote.
 */
export const isStale = (row: string): string => `(:if_revision::text is not null and ${row}.revision <> all (:if_revision::text::bigint[]))`;

/** What an update's one row says; no row is nothing to update. */
export const updateOf = <Row extends UpdateRow<Refusal>, T, Refusal extends string = never>(row: Row | undefined, transport: (row: Row) => T): Update<T, Refusal> =>
  row && { outcome: row.outcome, value: transport(row) };
