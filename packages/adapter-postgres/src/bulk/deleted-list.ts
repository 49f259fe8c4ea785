import type { Page, PageRequest, Timestamp } from '@goldset/core';
import type { Scope } from '@goldset/core/adapter';
import { heavyListStatement, readHeavyPage } from '../sql/keyset.ts';
import type { Run } from '../sql/statement.ts';
import { roughWeightOf, weightOf } from '../sql/weight.ts';
import { projectOf } from '../sql/scope.ts';

/** Reads a page of the rows that were deleted individually and can be restored. */
export type ReadDeleted<T> = (
  run: Run,
  scope: Scope,
  restorableSince: Timestamp,
  page: PageRequest,
) => Promise<Page<T & { readonly deleted_at: Timestamp }>>;

/**
 * Makes a function that lists, in id order, the rows that were deleted individually and whose items exist. `columnsOf`
 * returns the columns of the table under the alias `d`, with the given SQL for the value; `transport` converts a row to
 * its transport form.
 */
export const deletedList = <Row, T extends { readonly id: string }>(
  table: 'deleted_annotations' | 'deleted_predictions',
  columnsOf: (d: string, value: string) => string,
  transport: (row: Row) => T,
): ReadDeleted<T> => {
  const list = heavyListStatement<
    { project_id: string; restorable_since: string },
    Row & { readonly deleted_at: Date }
  >(
    'id',
    {
      as: 'd',
      kept: 'd.*',
      columns: (ifLight) => `${columnsOf('d', ifLight('d.value', roughWeightOf({ json: ['d.value'] })))}, d.deleted_at`,
      weight: weightOf({ json: ['d.value'] }),
      withheld: ['value'],
    },
    (selected, beyond, inOrder) => `
  select ${selected} from ${table} d
  cross join lateral (select from items i where i.project_id = :project_id::uuid and i.id = d.item_id and i.deleted_at is null limit 1) i
  where d.project_id = :project_id::uuid and d.deleted_at > :restorable_since::timestamptz and ${beyond('d.id')} ${inOrder('d.id')}`,
  );
  return (run, scope, restorable_since, page) =>
    readHeavyPage(
      run,
      scope,
      list,
      { project_id: projectOf(scope), restorable_since },
      page,
      'id',
      (row) => ({ ...transport(row), deleted_at: row.deleted_at.toISOString() }),
      ({ id }) => id,
    );
};
