import type { Deletion } from '@goldset/core/adapter';
import { statement } from './statement.ts';
import type { Statement } from './statement.ts';
import { isOlder, refuseOlder, turned } from './event-order.ts';
import type { EventTimeParameter, OlderRow } from './event-order.ts';
import { asOfColumn, refusals } from './update.ts';

interface DeletionRow extends OlderRow {
  readonly is_deleted: boolean;
  readonly is_older: boolean;
}

/** The parameters of a deletion of one row. */
export interface DeletionParameters extends EventTimeParameter {
  readonly if_revision: string | null;
  readonly at: string;
}

/** Makes a statement that deletes one row, with the alias `x`, if it exists and is at the wanted revision. */
export const deletionStatement = <Of extends object>(
  table: 'organizations' | 'projects',
  which: string,
): Statement<Of & DeletionParameters, DeletionRow> =>
  statement(`
  with x as materialized (
    select x.id, x.revision, ${asOfColumn('x')}, case ${refusals('x')} end as refusal
    from ${table} x where ${which} and x.deleted_at is null
    for update of x
  ),
  deleted as (
    update ${table} d set deleted_at = :at::timestamptz, ${turned('d')}
    where d.id = (select x.id from x where x.refusal is null)
    returning d.id
  )
  select x.revision, x.as_of, x.refusal is not distinct from 'older' as is_older, exists (select from deleted) as is_deleted from x`);

/** Returns the outcome of a deletion. Throws if the event is older than the row. */
export const deletionOf = ([row]: readonly DeletionRow[]): Deletion => {
  refuseOlder(row, ({ is_older }) => is_older);
  return row && (row.is_deleted ? 'deleted' : { revision: row.revision });
};

/**
 * The outcome of a restoration: the columns of the row, and whether it was restored. If it was not, `as_of` says as of
 * when the row has its present state.
 */
export interface RestoredRow extends OlderRow {
  readonly is_restored: boolean;
}

/**
 * Makes a statement that restores one row, with the alias `x`, which was locked before. It does not restore a row that
 * is newer than the event.
 */
export const restoring = <Of extends object, Row extends object>(
  table: 'organizations' | 'projects',
  which: string,
  columns: string,
  as: string,
): Statement<Of & EventTimeParameter & { readonly at: string }, Row & RestoredRow> =>
  statement(`
  with x as materialized (select x.id, x.revision, ${asOfColumn('x')}, ${isOlder('x')} as is_older from ${table} x where ${which} for update of x),
  ${as} as (update ${table} d set deleted_at = null, ${turned('d')} where d.id = (select x.id from x where not x.is_older) returning *)
  select not x.is_older as is_restored, x.as_of, shown.* from x cross join lateral (
    select ${columns} from (select * from ${as} union all select d.* from ${table} d where d.id = x.id and x.is_older) ${as}
  ) shown`);

/** Returns the row that was restored. Throws if the event is older than the row. */
export const restored = <Row extends RestoredRow>([row]: readonly Row[]): Row => {
  if (row === undefined) throw new Error('What is held can be restored.');
  refuseOlder(row, ({ is_restored }) => !is_restored);
  return row;
};

/**
 * Makes a statement that locks one row, with the alias `x`, if it exists or can be restored, and returns whether it is
 * deleted.
 */
export const holdStatement = <Of extends object>(
  table: 'organizations' | 'projects',
  which: string,
): Statement<Of & { readonly restorable_since: string }, { readonly is_deleted: boolean }> =>
  statement(`
  select x.deleted_at is not null as is_deleted from ${table} x
  where ${which} and (x.deleted_at is null or x.deleted_at > :restorable_since::timestamptz)
  for update of x`);
