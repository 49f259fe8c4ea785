import type { Deletion } from '@goldset/core';
import { statement } from './statement.ts';
import type { Statement } from './statement.ts';
import { isStale } from './update.ts';

interface DeletionRow {
  readonly revision: number;
  readonly is_deleted: boolean;
}

/** What a deletion of one row is given. */
export interface DeletionParameters {
  readonly if_revision: string | null;
  readonly at: string;
}

/** Makes a statement that deletes one row, of the alias `x`, where it is there and at the wanted revision. */
export const deletionStatement = <Of extends object>(table: 'organizations' | 'projects', which: string): Statement<Of & DeletionParameters, DeletionRow> =>
  statement(`
  with x as materialized (select x.id, x.revision from ${table} x where ${which} and x.deleted_at is null for update of x),
  deleted as (
    update ${table} d set deleted_at = :at::timestamptz
    where d.id = (select x.id from x where not ${isStale('x')})
    returning d.id
  )
  select x.revision, exists (select from deleted) as is_deleted from x`);

/** What became of a deletion. */
export const deletionOf = ([row]: readonly DeletionRow[]): Deletion => row && (row.is_deleted ? 'deleted' : { revision: row.revision });

/** Makes a statement that holds one row, of the alias `x`, where it is there or can be restored, and says whether it is deleted. */
export const holdStatement = <Of extends object>(
  table: 'organizations' | 'projects',
  which: string,
): Statement<Of & { readonly restorable_since: string }, { readonly is_deleted: boolean }> =>
  statement(`
  select x.deleted_at is not null as is_deleted from ${table} x
  where ${which} and (x.deleted_at is null or x.deleted_at > :restorable_since::timestamptz)
  for update of x`);
