import type { ToDelete } from '@goldset/core/adapter';
import { statement } from './statement.ts';
import type { Parameter, Run, Statement } from './statement.ts';

interface Row {
  readonly count: number;
  readonly ids: readonly string[] | null;
}

/**
 * Makes a statement that counts the matching rows and returns the ids of the first ones. `fitting` is SQL for the
 * matching rows, a relation of `id` and `item_id`. The ids are at most `:limit`, but always include all of the first
 * item, and of every other item either all or none. So a condition on an item has the same result for all of its
 * remaining rows.
 */
export const fittingIdsStatement = <Parameters extends object>(
  fitting: string,
): Statement<Parameters & { readonly limit: number }, Row> =>
  statement(
    `
  with fitting as materialized (${fitting}),
  first as materialized (select f.item_id from fitting f order by f.item_id limit 1),
  placed as (
    select f.id, f.item_id, count(*) over (order by f.item_id) as up_to
    from (
      (select f.id, f.item_id from fitting f order by f.item_id, f.id limit :limit::int + 1)
      union
      select f.id, f.item_id from fitting f where f.item_id = (select x.item_id from first x)
    ) f
  )
  select (select count(*)::int from fitting) as count,
    (select json_agg(p.id order by p.item_id, p.id) from placed p where p.up_to <= :limit::int or p.item_id = (select x.item_id from first x)) as ids`,
    { isLong: true },
  );

/** Runs a `fittingIdsStatement` and returns the count and the ids. */
export const readFittingIds = async <Parameters extends { readonly [Name in keyof Parameters]: Parameter }>(
  run: Run,
  made: Statement<Parameters & { readonly limit: number }, Row>,
  parameters: Parameters,
  limit: number,
): Promise<ToDelete> => {
  const [row] = await run(made, { ...parameters, limit } as Parameters & { readonly limit: number });
  return { count: row?.count ?? 0, ids: row?.ids ?? [] };
};
