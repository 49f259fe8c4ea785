import { NIL_ID } from '@goldset/core';
import type { FittingPredictions, PredictionDeletions, Scope } from '@goldset/core/adapter';
import { deletedList } from './deleted-list.ts';
import { eventMoment, eventTimeOf, refuseOlder } from '../sql/event-order.ts';
import type { EventTimeParameter } from '../sql/event-order.ts';
import { fittingIdsStatement, readFittingIds } from '../sql/fitting-ids.ts';
import { predictionColumns, predictionTransport } from '../rows/prediction-row.ts';
import type { PredictionRow } from '../rows/prediction-row.ts';
import { appendToOutbox, withEventIds } from '../sql/sql-fragments.ts';
import type { ChangeParameters } from '../sql/sql-fragments.ts';
import { idArray, statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { projectOf } from '../sql/scope.ts';

/** The columns that are stored of a deleted prediction: all that it has. */
export const keptOfPredictions = [
  'project_id',
  'id',
  'item_id',
  'model',
  'model_version',
  'score',
  'value',
  'annotation_ui_version',
  'event_time',
  'created_at',
] as const;

// `event_time` then says as of when the row is deleted or restored.
const others: Readonly<Record<string, string>> = {
  project_id: ':project_id::uuid',
  event_time: 'coalesce(:event_time::timestamptz, :at::timestamptz)',
};

const columnsOf = (alias: string): string =>
  keptOfPredictions.map((column) => others[column] ?? `${alias}.${column}`).join(', ');

const asOf = (r: string): string => `coalesce(${r}.event_time, ${r}.created_at)`;

interface FilterParameters {
  readonly project_id: string;
  readonly item_id: string | null;
  readonly model: string | null;
  readonly model_version: string | null;
  readonly created_after: string | null;
  readonly created_before: string | null;
}

const filterParameters = (
  project_id: string,
  { item_id, model, model_version, created_after, created_before }: FittingPredictions,
): FilterParameters => ({
  project_id,
  item_id: item_id ?? null,
  model: model ?? null,
  model_version: model_version ?? null,
  created_after: created_after ?? null,
  created_before: created_before ?? null,
});

/**
 * SQL for whether a prediction `r` matches a filter. It is written so that no index on models can be used for it: the
 * statement itself decides which index leads.
 */
const fits = `(
    (:item_id::uuid is null or r.item_id = :item_id::uuid)
    and (:model::text is null or r.model = :model::text)
    and (:model_version::text is null or r.model_version = :model_version::text)
    and (:created_after::timestamptz is null or r.created_at > :created_after::timestamptz)
    and (:created_before::timestamptz is null or r.created_at < :created_before::timestamptz)
  ) is true`;

const fittingWhere = (where: string): string => `
    select r.id, r.item_id from predictions r
    cross join lateral (select from items i where i.project_id = :project_id::uuid and i.id = r.item_id and i.deleted_at is null limit 1) i
    where r.project_id = :project_id::uuid ${where} and ${fits}`;

const findOfItem = fittingIdsStatement<FilterParameters>(fittingWhere('and r.item_id = :item_id::uuid'));

const findOfModel = fittingIdsStatement<FilterParameters>(fittingWhere('and r.model = :model::text'));

// Written as a range, so that the planner uses the index on ids.
const findInProject = fittingIdsStatement<FilterParameters>(fittingWhere(`and r.id > '${NIL_ID}'::uuid`));

interface DeleteParameters extends ChangeParameters, FilterParameters, EventTimeParameter {
  readonly ids: string;
  readonly event_ids: string;
}

// Locks in the order of every statement on predictions: items, predictions.
const remove = statement<DeleteParameters, { readonly deleted: number; readonly newer_as_of: string | null }>(`
  with wanted as materialized (
    select r.id, r.item_id from predictions r where r.project_id = :project_id::uuid and r.id = any (:ids::uuid[])
  ),
  item as materialized (
    select i.id from items i
    where i.project_id = :project_id::uuid and i.id = any (array(select w.item_id from wanted w)) and i.deleted_at is null
    order by i.id
    for update of i
  ),
  gone as (
    delete from predictions r
    where r.project_id = :project_id::uuid and r.id = any (array(select w.id from wanted w)) and (r.item_id = any (array(select item.id from item))) is true and ${fits}
      and (:event_time::timestamptz < ${asOf('r')}) is not true
    returning r.*
  ),
  kept as (
    insert into deleted_predictions (${keptOfPredictions.join(', ')}, deleted_at) select ${columnsOf('g')}, :at::timestamptz from gone g
  ),
  touched as (
    update items i set changed_in = pg_current_xact_id() where i.project_id = :project_id::uuid and i.id = any (array(select g.item_id from gone g))
  ),
  event as (${appendToOutbox(
    withEventIds(`
      select 'goldset.prediction.deleted' as type, g.id as subject, jsonb_build_object('item_id', g.item_id) as data, row_number() over (order by g.item_id, g.id) as ord from gone g`),
  )})
  select count(*)::int as deleted, (
    select ${eventMoment(asOf('r'))} from predictions r
    where r.project_id = :project_id::uuid and r.id = any (:ids::uuid[]) and (:event_time::timestamptz < ${asOf('r')}) is true and r.id not in (select g.id from gone g)
    limit 1
  ) as newer_as_of
  from gone`);

const listDeleted = deletedList('deleted_predictions', predictionColumns, predictionTransport);

interface RestoreParameters extends ChangeParameters, EventTimeParameter {
  readonly id: string;
  readonly restorable_since: string;
  readonly event_id: string;
}

const isOne = 'd.project_id = :project_id::uuid and d.id = :id::uuid and d.deleted_at > :restorable_since::timestamptz';

const restore = statement<
  RestoreParameters,
  (PredictionRow | { readonly id: null }) & { readonly newer_as_of: string | null }
>(`
  with found as materialized (select d.item_id from deleted_predictions d where ${isOne}),
  item as materialized (
    select i.id from items i
    where i.project_id = :project_id::uuid and i.id = (select f.item_id from found f) and i.deleted_at is null
    for update of i
  ),
  d as materialized (
    select d.*, case when (:event_time::timestamptz < ${asOf('d')}) is true then ${eventMoment(asOf('d'))} end as newer_as_of
    from deleted_predictions d where ${isOne} and d.item_id = (select item.id from item) for update of d
  ),
  r as (
    insert into predictions (${keptOfPredictions.join(', ')}) select ${columnsOf('d')} from d where d.newer_as_of is null
    on conflict (project_id, item_id, model, model_version) do nothing
    returning *
  ),
  gone as (delete from deleted_predictions d where d.project_id = :project_id::uuid and d.id = (select r.id from r)),
  touched as (
    update items i set changed_in = pg_current_xact_id() where i.project_id = :project_id::uuid and i.id = (select r.item_id from r)
  ),
  event as (${appendToOutbox(`
    select :event_id::uuid as id, 'goldset.prediction.restored' as type, r.id as subject, jsonb_build_object('item_id', r.item_id) as data from r`)})
  select d.newer_as_of, ${predictionColumns('r')} from d left join r on true`);

/** Deletes and restores predictions of one project. */
export const predictionDeletionsOn = (run: Run, scope: Scope): PredictionDeletions => {
  const written = () => ({ project_id: projectOf(scope), organization_id: scope.organization_id });
  return {
    findToDelete: (filter, _now, limit) => {
      const find = filter.item_id !== undefined ? findOfItem : filter.model !== undefined ? findOfModel : findInProject;
      return readFittingIds(run, find, filterParameters(projectOf(scope), filter), limit);
    },
    deleteFitting: async (ids, filter, { at, causation_id }, event_ids) => {
      const [row] = await run(remove, {
        ...filterParameters(projectOf(scope), filter),
        ...written(),
        at,
        causation_id,
        ids: idArray(ids),
        event_ids: idArray(event_ids),
        ...eventTimeOf(scope),
      });
      refuseOlder(row && { revision: 1, as_of: row.newer_as_of }, ({ as_of }) => as_of !== null);
      return row?.deleted ?? 0;
    },
    listDeleted: (restorableSince, page) => listDeleted(run, scope, restorableSince, page),
    restore: async (id, restorable_since, { at, causation_id }, event_id) => {
      const [row] = await run(restore, {
        ...written(),
        at,
        causation_id,
        id,
        restorable_since,
        event_id,
        ...eventTimeOf(scope),
      });
      refuseOlder(row && { revision: 1, as_of: row.newer_as_of }, ({ as_of }) => as_of !== null);
      return row && (row.id === null ? 'taken' : predictionTransport(row));
    },
  };
};
