import { MAX_REQUEUED_REASONS, MAX_REQUEUED_TASKS } from '@goldset/core/adapter';
import type { ItemsRepository, Requeued, Scope } from '@goldset/core/adapter';
import { asOf, eventMoment, eventTimeOf, isOlder, refuseOlder } from '../sql/event-order.ts';
import type { EventTimeParameter } from '../sql/event-order.ts';
import { countsLeft, endedLeft, stateLeft } from '../rows/ended-leases.ts';
import { itemColumns, itemTransport } from '../rows/item-columns.ts';
import type { ItemRow } from '../rows/item-columns.ts';
import { addToCounters, appendToOutbox, holdQueue } from '../sql/sql-fragments.ts';
import type { ChangeParameters } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { projectOf } from '../sql/scope.ts';

interface Parameters extends ChangeParameters, EventTimeParameter {
  readonly id: string;
  readonly reason: string | null;
  readonly overlap: number | null;
  readonly by: string;
  readonly event_id: string;
}

interface Row extends ItemRow {
  readonly outcome: Requeued['outcome'] | 'older';
  readonly as_of: string | null;
}

// Locks in the order of every statement on tasks: queue, item, tasks, counters. The tasks are shown as they were before
// the statement, except for those that it releases.
const requeue = statement<Parameters, Row>(`
  with wanted as materialized (select :overlap::smallint as overlap),
  found as materialized (select i.id from items i where i.project_id = :project_id::uuid and i.id = :id::uuid and i.deleted_at is null),
  turn as materialized (select (${holdQueue}) from found),
  was as materialized (
    select i.* from items i cross join turn
    where i.project_id = :project_id::uuid and i.id = :id::uuid and i.deleted_at is null
    for update of i
  ),
  skipped as materialized (
    select t.id, t.skip_reason from tasks t
    where t.project_id = :project_id::uuid and t.item_id = (select w.id from was w) and t.skipped_at is not null and t.requeued_at is null
    order by t.id
    for update of t
  ),
  measured as (
    select s.id, row_number() over (order by s.id) as nth, sum(s.bytes) over (order by s.id) - s.bytes as bytes_before
    from (select s.id, coalesce(octet_length(to_json(s.skip_reason)::text), 0) as bytes from skipped s) s
  ),
  chosen as materialized (select m.id from measured m where m.nth <= ${MAX_REQUEUED_TASKS} and m.bytes_before < ${MAX_REQUEUED_REASONS}),
  judged as materialized (
    select ${eventMoment(asOf('i'))} as as_of, case
      when wanted.overlap is not null and ${isOlder('i')} then 'older'
      when coalesce(wanted.overlap, i.overlap) <= i.annotation_count then 'complete'
      when wanted.overlap < least(i.overlap, i.claimed_count + i.annotation_count) then 'overlap_in_use'
      when coalesce(wanted.overlap = i.overlap, true) and not exists (select from skipped) then 'unchanged'
      when (select count(*) from chosen) < (select count(*) from skipped) then 'more'
      else 'changed'
    end as outcome
    from was i cross join wanted
  ),
  t as (
    update tasks t set state = 'released', requeued_at = :at::timestamptz, updated_at = :at::timestamptz
    where t.project_id = :project_id::uuid and t.id = any (array(select c.id from chosen c cross join judged where judged.outcome in ('changed', 'more')))
    returning t.id, t.annotator_id, t.skip_reason
  ),
  changed as (
    update items i set overlap = coalesce(wanted.overlap, i.overlap), queue_position = nextval('queue_positions'), revision = i.revision + 1,
      changed_in = pg_current_xact_id(), updated_at = :at::timestamptz,
      event_time = greatest(${asOf('i')}, :event_time::timestamptz), event_revision = case when :event_time::timestamptz is not null then i.revision + 1 end,
      requeued_at = :at::timestamptz, requeued_by = :by::uuid, requeue_reason = :reason::text
    from judged cross join wanted
    where i.project_id = :project_id::uuid and i.id = :id::uuid and judged.outcome in ('changed', 'more')
    returning i.*, old.state as was, old.overlap as old_overlap
  ),
  counts as (select ${countsLeft.replace('new.state', 'i.state')} from changed i),
  ended_left as materialized (${endedLeft('counts', 't')}),
  counted as (${addToCounters(`
    select t.annotator_id as user_id, x.counter, x.delta from t cross join (values ('tasks_skipped', -1), ('tasks_released', 1)) as x(counter, delta)
    union all select :by::uuid, 'items_' || c.was, -1 from changed c where c.was <> c.state
    union all select :by::uuid, 'items_' || c.state, 1 from changed c where c.was <> c.state`)}),
  event as (${appendToOutbox(`
    select :event_id::uuid as id, 'goldset.item.requeued' as type, s.id as subject, jsonb_build_object(
      'reason', :reason::text, 'requeued_by', :by::uuid, 'item_state', ${stateLeft('s', 'ended_left')},
      'overlap', case when i.overlap <> i.old_overlap then i.overlap end,
      'released', coalesce((
        select jsonb_agg(jsonb_build_object('task_id', t.id, 'annotator_id', t.annotator_id, 'skip_reason', t.skip_reason) order by t.id) from t
      ), '[]')) as data
    from counts s join changed i on i.id = s.id`)})
  select j.outcome, j.as_of, i.*
  from judged j cross join lateral (
    select ${itemColumns({ requeuedAt: 'case when s.id = any (array(select t.id from t)) then :at::timestamptz else s.requeued_at end' })} from changed i
    union all
    select ${itemColumns()} from was i where j.outcome not in ('changed', 'more')
  ) i`);

/** Requeues items of one project. */
export const requeueOn =
  (run: Run, scope: Scope): ItemsRepository['requeue'] =>
  async ({ id, reason, overlap, change: { at, by, causation_id }, event_id }) => {
    const written = {
      project_id: projectOf(scope),
      organization_id: scope.organization_id,
      at,
      by,
      causation_id,
      event_id,
    };
    const [row] = await run(requeue, { ...written, id, reason, overlap: overlap ?? null, ...eventTimeOf(scope) });
    refuseOlder(row, ({ outcome }) => outcome === 'older');
    return row && { outcome: row.outcome as Requeued['outcome'], value: itemTransport(row) };
  };
