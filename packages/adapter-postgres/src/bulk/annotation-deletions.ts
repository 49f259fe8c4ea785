import { NIL_ID } from '@goldset/core';
import type { AnnotationDeletions, Change, FittingAnnotations, Scope } from '@goldset/core/adapter';
import { annotationColumns, annotationTransport } from '../rows/annotation-row.ts';
import type { AnnotationRow } from '../rows/annotation-row.ts';
import { deletedList } from './deleted-list.ts';
import { countsLeft, endedLeft, itemStateAt, stateLeft } from '../rows/ended-leases.ts';
import { eventTimeOf, isOlder, refuseOlder } from '../sql/event-order.ts';
import type { EventTimeParameter, OlderRow } from '../sql/event-order.ts';
import { fittingIdsStatement, readFittingIds } from '../sql/fitting-ids.ts';
import { shareNames } from './names-lock.ts';
import { START } from '../queue/queue.ts';
import { addToCounters, appendToOutbox, holdQueue, unmovedNames, withEventIds } from '../sql/sql-fragments.ts';
import type { ChangeParameters } from '../sql/sql-fragments.ts';
import { idArray, statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { asOfColumn, ifRevision, refusals } from '../sql/update.ts';
import { organizationOf, projectOf } from '../sql/scope.ts';

/** The columns that are stored of a deleted annotation: all that it has. */
export const keptOfAnnotations = [
  ...['project_id', 'id', 'item_id', 'task_id', 'annotator_id', 'value', 'guideline_version', 'annotation_ui_version'],
  ...[
    'source',
    'origin',
    'revision',
    'event_time',
    'event_revision',
    'author_id',
    'given_at',
    'revised_at',
    'created_at',
    'updated_at',
  ],
] as const;

const columnsOf = (alias: string, others: Readonly<Record<string, string>> = {}): string =>
  keptOfAnnotations.map((column) => others[column] ?? `${alias}.${column}`).join(', ');

/** SQL for the columns that say as of when the row is deleted or restored; neither makes a new revision. */
const turnedColumns = (row: string) => ({
  event_time: 'coalesce(:event_time::timestamptz, :at::timestamptz)',
  event_revision: `${row}.revision`,
});

interface FilterParameters {
  readonly project_id: string;
  readonly at: string;
  readonly item_id: string | null;
  readonly annotator_id: string | null;
  readonly guideline_version: number | null;
  readonly annotation_ui_version: number | null;
  readonly source: string | null;
  readonly item_state: string | null;
  readonly created_after: string | null;
  readonly created_before: string | null;
  readonly changed_since: string | null;
}

const filterParameters = (project_id: string, at: string, filter: FittingAnnotations): FilterParameters => ({
  project_id,
  at,
  item_id: filter.item_id ?? null,
  annotator_id: filter.annotator_id ?? null,
  guideline_version: filter.guideline_version ?? null,
  annotation_ui_version: filter.annotation_ui_version ?? null,
  source: filter.source ?? null,
  item_state: filter.item_state ?? null,
  created_after: filter.created_after ?? null,
  created_before: filter.created_before ?? null,
  changed_since: filter.changed_since ?? null,
});

/**
 * SQL for whether an annotation `a` of an item `i` matches a filter. It is written so that no index on annotators can
 * be used for it: the statement itself decides which index leads.
 */
const fits = `(
    (:item_id::uuid is null or a.item_id = :item_id::uuid)
    and (:annotator_id::uuid is null or a.annotator_id = :annotator_id::uuid)
    and (:guideline_version::int is null or a.guideline_version = :guideline_version::int)
    and (:annotation_ui_version::int is null or a.annotation_ui_version = :annotation_ui_version::int)
    and (:source::text is null or a.source = :source::text)
    and (:item_state::text is null or ${itemStateAt('i')} = :item_state::text)
    and (:created_after::timestamptz is null or a.created_at > :created_after::timestamptz)
    and (:created_before::timestamptz is null or a.created_at < :created_before::timestamptz)
    and (:changed_since::timestamptz is null or a.updated_at > :changed_since::timestamptz)
  ) is true`;

const fittingWhere = (where: string): string => `
    select a.id, a.item_id from annotations a
    cross join lateral (select i.* from items i where i.project_id = :project_id::uuid and i.id = a.item_id and i.deleted_at is null limit 1) i
    where a.project_id = :project_id::uuid ${where} and ${fits}`;

const findOfItem = fittingIdsStatement<FilterParameters>(fittingWhere('and a.item_id = :item_id::uuid'));

const findOfAnnotator = fittingIdsStatement<FilterParameters>(fittingWhere('and a.annotator_id = :annotator_id::uuid'));

// Written as a range, so that the planner uses the index on ids.
const findInProject = fittingIdsStatement<FilterParameters>(fittingWhere(`and a.id > '${NIL_ID}'::uuid`));

interface DeleteParameters extends ChangeParameters, FilterParameters, EventTimeParameter {
  readonly ids: string;
  readonly if_revision: string | null;
  readonly by: string;
  readonly event_ids: string;
}

/** An annotation that still exists and matches, and whether it was deleted. */
interface DeletedRow extends OlderRow {
  readonly is_older: boolean;
  readonly is_deleted: boolean;
}

// Locks in the order of every statement on tasks: queue, items, annotations, tasks, counters.
const remove = statement<DeleteParameters, DeletedRow>(`
  with wanted as materialized (
    select a.id, a.item_id from annotations a where a.project_id = :project_id::uuid and a.id = any (:ids::uuid[])
  ),
  turn as materialized (select (${holdQueue}) from (select from wanted limit 1) first),
  item as materialized (
    select i.* from items i
    where i.project_id = :project_id::uuid and i.id = any (array(select w.item_id from wanted w cross join turn)) and i.deleted_at is null
    order by i.id
    for update of i
  ),
  held as materialized (
    select a.id, a.revision, ${asOfColumn('a')}, case ${refusals('a')} end as refusal
    from annotations a join item i on i.id = a.item_id
    where a.project_id = :project_id::uuid and a.id = any (array(select w.id from wanted w)) and ${fits}
    order by a.id
    for update of a
  ),
  gone as (
    delete from annotations a
    where a.project_id = :project_id::uuid and a.id = any (array(select h.id from held h where h.refusal is null))
    returning a.*
  ),
  kept as (
    insert into deleted_annotations (${keptOfAnnotations.join(', ')}, item_revision, deleted_at)
    select ${columnsOf('g', { project_id: ':project_id::uuid', ...turnedColumns('g') })}, i.revision, :at::timestamptz from gone g join item i on i.id = g.item_id
  ),
  t as (
    update tasks t set state = 'released', updated_at = :at::timestamptz
    where t.project_id = :project_id::uuid and t.id = any (array(select g.task_id from gone g where g.task_id is not null)) and t.state = 'submitted'
    returning t.id, t.item_id, t.annotator_id
  ),
  sums as materialized (select g.item_id, count(*)::int as answers, count(g.task_id)::int as tasks from gone g group by g.item_id),
  freed as (
    update items i set annotation_count = i.annotation_count - s.answers, submitted_count = i.submitted_count - s.tasks,
      queue_position = nextval('queue_positions'), changed_in = pg_current_xact_id()
    from sums s
    where i.project_id = :project_id::uuid and i.id = s.item_id
    returning ${countsLeft}, i.annotation_count, old.state as was
  ),
  ended_left as materialized (${endedLeft('freed', 't')}),
  counted as (${addToCounters(`
    select t.annotator_id as user_id, x.counter, x.delta from t cross join (values ('tasks_submitted', -1), ('tasks_released', 1)) as x(counter, delta)
    union all select g.annotator_id, 'annotations_imported', -1 from gone g where g.task_id is null
    union all select :by::uuid, 'items_' || f.was, -1 from freed f where f.was <> f.is
    union all select :by::uuid, 'items_' || f.is, 1 from freed f where f.was <> f.is`)}),
  event as (${appendToOutbox(
    withEventIds(`
      select 'goldset.annotation.deleted' as type, g.id as subject, jsonb_build_object('item_id', g.item_id, 'annotator_id', g.annotator_id, 'task_id', g.task_id,
        'item_state', ${stateLeft('f', 'ended_left')}, 'annotation_count', f.annotation_count) as data, row_number() over (order by g.item_id, g.id) as ord
      from gone g join freed f on f.id = g.item_id`),
  )})
  select h.revision, h.as_of, h.refusal is not distinct from 'older' as is_older, h.id in (select g.id from gone g) as is_deleted from held h`);

const listDeleted = deletedList('deleted_annotations', annotationColumns, annotationTransport);

interface One {
  readonly project_id: string;
  readonly id: string;
  readonly restorable_since: string;
}

const isOne = (d: string): string =>
  `${d}.project_id = :project_id::uuid and ${d}.id = :id::uuid and ${d}.deleted_at > :restorable_since::timestamptz`;

// Counts as a claim, so that no claim or import of this annotator continues with a snapshot without the annotation.
const holdCursor = statement<One & { readonly organization_id: string }, { readonly annotator_id: string }>(`
  insert into queue_cursors (project_id, annotator_id, claims, positions)
  select :project_id::uuid, coalesce((
    select e.linked_to from external_users e where e.organization_id = :organization_id::uuid and e.id = d.annotator_id
  ), d.annotator_id), 1, ${START}
  from deleted_annotations d where ${isOne('d')}
  on conflict (project_id, annotator_id) do update set claims = queue_cursors.claims + 1
  returning annotator_id`);

interface RestoreParameters extends ChangeParameters, One, EventTimeParameter {
  readonly annotator_id: string;
  readonly by: string;
  readonly event_id: string;
}

/** The annotation after the restoration; if it was not restored, its columns are null. */
type RestoredRow = {
  readonly refusal: 'older' | 'taken' | 'data_replaced' | null;
  readonly as_of: string | null;
  readonly deleted_revision: number;
} & (AnnotationRow | { readonly id: null });

// Locks in the order of every statement on annotations: item, annotation, counters. An item has few annotations and
// tasks, an annotator may have many. So the comparisons with the annotator are written so that no index on annotators
// can be used for them.
const restore = statement<RestoreParameters, RestoredRow>(`
  with found as materialized (select d.id, d.item_id from deleted_annotations d where ${isOne('d')}),
  item as materialized (
    select i.id, i.data_revision from items i
    where i.project_id = :project_id::uuid and i.id = (select f.item_id from found f) and i.deleted_at is null
    for update of i
  ),
  d as materialized (
    select d.* from deleted_annotations d where ${isOne('d')} and d.item_id = (select item.id from item) for update of d
  ),
  judged as materialized (
    select d.id, d.revision, ${asOfColumn('d')}, case
      when ${isOlder('d')} then 'older'
      when exists (
        select from annotations a where a.project_id = :project_id::uuid and a.item_id = d.item_id
          and (a.annotator_id = :annotator_id::uuid or a.annotator_id = any (${unmovedNames(':annotator_id::uuid')})) is true
      ) or exists (
        select from tasks t where t.project_id = :project_id::uuid and t.item_id = d.item_id and (t.turn_of = :annotator_id::uuid) is true and t.state = 'claimed'
      ) then 'taken'
      when item.data_revision > d.item_revision then 'data_replaced'
    end as refusal
    from d cross join item
  ),
  a as (
    insert into annotations (${keptOfAnnotations.join(', ')})
    select ${columnsOf('d', { project_id: ':project_id::uuid', task_id: 'null::uuid', annotator_id: ':annotator_id::uuid', ...turnedColumns('d') })}
    from d join judged j on j.id = d.id and j.refusal is null
    on conflict (project_id, item_id, annotator_id) do nothing
    returning *
  ),
  gone as (delete from deleted_annotations d where d.project_id = :project_id::uuid and d.id = (select a.id from a)),
  answered as (
    update items i set annotation_count = i.annotation_count + 1, changed_in = pg_current_xact_id()
    where i.project_id = :project_id::uuid and i.id = (select a.item_id from a)
    returning ${countsLeft}, i.annotation_count, old.state as was
  ),
  none as (select a.id from a where false),
  ended_left as materialized (${endedLeft('answered', 'none')}),
  counted as (${addToCounters(`
    select a.annotator_id as user_id, 'annotations_imported' as counter, 1 as delta from a
    union all select :by::uuid, 'items_' || s.was, -1 from answered s where s.was <> s.is
    union all select :by::uuid, 'items_' || s.is, 1 from answered s where s.was <> s.is`)}),
  event as (${appendToOutbox(`
    select :event_id::uuid as id, 'goldset.annotation.restored' as type, a.id as subject, jsonb_build_object(
      'item_id', a.item_id, 'annotator_id', a.annotator_id, 'revision', a.revision, 'item_state', ${stateLeft('s', 'ended_left')}, 'annotation_count', s.annotation_count) as data
    from a join answered s on s.id = a.item_id`)})
  select j.as_of, j.revision as deleted_revision, coalesce(j.refusal, case when a.id is null then 'taken' end) as refusal, ${annotationColumns('a')} from judged j left join a on true`);

/** Deletes and restores annotations of one project. */
export const annotationDeletionsOn = (run: Run, scope: Scope): AnnotationDeletions => {
  const removing = (
    ids: readonly string[],
    filter: FittingAnnotations,
    if_revision: string | null,
    { at, by, causation_id }: Change,
    event_ids: readonly string[],
  ) => {
    const organization_id = organizationOf(scope);
    return run(remove, {
      ...filterParameters(projectOf(scope), at, filter),
      organization_id,
      causation_id,
      by,
      ids: idArray(ids),
      if_revision,
      event_ids: idArray(event_ids),
      ...eventTimeOf(scope),
    });
  };
  return {
    delete: async (id, { if_revision }, change, eventId) => {
      const [row] = await removing([id], {}, ifRevision(if_revision), change, [eventId]);
      refuseOlder(row, ({ is_older }) => is_older);
      return row && (row.is_deleted ? 'deleted' : { revision: row.revision });
    },
    findToDelete: (filter, now, limit) => {
      const find =
        filter.item_id !== undefined ? findOfItem : filter.annotator_id !== undefined ? findOfAnnotator : findInProject;
      return readFittingIds(run, find, filterParameters(projectOf(scope), now, filter), limit);
    },
    deleteFitting: async (ids, filter, change, eventIds) =>
      (await removing(ids, filter, null, change, eventIds)).filter(({ is_deleted }) => is_deleted).length,
    listDeleted: (restorableSince, page) => listDeleted(run, scope, restorableSince, page),
    restore: async (id, restorable_since, { at, by, causation_id }, event_id) => {
      const organization_id = organizationOf(scope);
      const one = { project_id: projectOf(scope), id, restorable_since };
      // Waits for transactions that change the mapping from names to users, as an import does, so that the next read
      // returns the present annotator.
      await run(shareNames, { organization_id });
      const [held] = await run(holdCursor, { ...one, organization_id });
      if (held === undefined) return undefined;
      const [row] = await run(restore, {
        ...one,
        organization_id,
        at,
        by,
        causation_id,
        annotator_id: held.annotator_id,
        event_id,
        ...eventTimeOf(scope),
      });
      if (row === undefined) return undefined;
      refuseOlder({ revision: row.deleted_revision, as_of: row.as_of }, () => row.refusal === 'older');
      if (row.refusal === 'taken' || row.refusal === 'data_replaced') return row.refusal;
      if (row.id === null) throw new Error('What is not refused is restored.');
      return annotationTransport(row);
    },
  };
};
