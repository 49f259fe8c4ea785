import type { MembersRepository, Scope } from '@goldset/core/adapter';
import { countsLeft, endedLeft, stateLeft } from '../rows/ended-leases.ts';
import { addToCounters, appendToOutbox, holdQueue, withEventIds } from '../sql/sql-fragments.ts';
import type { ChangeParameters } from '../sql/sql-fragments.ts';
import { idArray, statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';

interface Parameters extends ChangeParameters {
  readonly annotator_id: string | null;
  readonly user_id: string;
  readonly count: number;
  readonly event_ids: string;
}

// Locks in the order of every statement on tasks: queue, items, tasks, counters. The claimed tasks of a project are
// few, but all tasks of an annotator may be many. So the comparison with the annotator is written so that no index on
// annotators can be used for it.
const release = statement<Parameters, { found: number }>(`
  with found as materialized (
    select t.id, t.item_id from tasks t
    where t.project_id = :project_id::uuid and t.claimed_until is not null and (:annotator_id::uuid is null or t.annotator_id = :annotator_id::uuid) is true
    order by t.claimed_until, t.id
    limit :count::int
  ),
  turn as materialized (select (${holdQueue}) from (select from found limit 1) first),
  item as materialized (
    select i.id from items i
    where i.project_id = :project_id::uuid and i.id = any (array(select f.item_id from found f cross join turn))
    order by i.id
    for update of i
  ),
  t as (
    update tasks t set state = 'released', updated_at = :at::timestamptz
    where t.project_id = :project_id::uuid and t.id = any (array(select f.id from found f join item on item.id = f.item_id)) and t.state = 'claimed'
    returning t.id, t.item_id, t.annotator_id
  ),
  freed as (
    update items i set claimed_count = i.claimed_count - (select count(*) from t where t.item_id = i.id),
      changed_in = case when i.state = 'claimed' then pg_current_xact_id() else i.changed_in end,
      queue_position = nextval('queue_positions')
    where i.project_id = :project_id::uuid and i.id = any (array(select t.item_id from t))
    returning ${countsLeft}, old.state as was
  ),
  ended_left as materialized (${endedLeft('freed', 't')}),
  counted as (${addToCounters(`
    select t.annotator_id as user_id, x.counter, x.delta from t cross join (values ('tasks_claimed', -1), ('tasks_released', 1)) as x(counter, delta)
    union all select :user_id::uuid, 'items_' || f.was, -1 from freed f
    union all select :user_id::uuid, 'items_' || f.is, 1 from freed f`)}),
  event as (${appendToOutbox(
    withEventIds(`
      select 'goldset.task.released' as type, t.id as subject, jsonb_build_object('item_id', t.item_id, 'annotator_id', t.annotator_id, 'item_state', ${stateLeft('f', 'ended_left')}) as data, row_number() over (order by t.id) as ord
      from t join freed f on f.id = t.item_id`),
  )})
  select count(*)::int as found from found`);

/** Releases the claimed tasks of one annotator, or of all, in one project of the scope's organization. */
export const releaseTasksOn =
  (run: Run, scope: Scope): MembersRepository['releaseTasks'] =>
  async ({ project_id, user_id: annotator_id }, { at, by, causation_id }, event_ids) => {
    const written = { project_id, organization_id: scope.organization_id, at, causation_id };
    const [row] = await run(release, {
      ...written,
      annotator_id,
      user_id: by,
      count: event_ids.length,
      event_ids: idArray(event_ids),
    });
    return row?.found ?? 0;
  };
