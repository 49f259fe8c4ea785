import { LIGHT_ANSWER_BYTES, MAX_ANSWER_BYTES } from '@goldset/core/adapter';
import type { Claim } from '@goldset/core';
import type { ClaimRequest, Scope, TasksRepository } from '@goldset/core/adapter';
import { countsLeft, endedLeft, hasEnded, hasFreePlaceAt, stateLeft } from '../rows/ended-leases.ts';
import { isUniqueViolation } from '../sql/errors.ts';
import { keepingStatement, runKeeping } from '../sql/idempotency.ts';
import type { KeepingStatement } from '../sql/idempotency.ts';
import { leaseWithin, mayClaim, openItems, openItemsFromPlace, ownTurn, ownTurnOn, START } from './queue.ts';
import { addToCounters, appendToOutbox, compactUser, iso, roughSizeOf, sizeOf } from '../sql/sql-fragments.ts';
import type { ChangeParameters } from '../sql/sql-fragments.ts';
import { idArray } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { roughWeightOfTask, taskJson, weightOfTask } from '../rows/task-json.ts';
import { projectOf } from '../sql/scope.ts';

interface Parameters extends ChangeParameters {
  readonly annotator_id: string;
  readonly count: number;
  readonly place: number;
  readonly item_id: string | null;
  readonly task_ids: string;
  readonly event_ids: string;
  readonly asks_for_room: boolean;
}

interface Row {
  /** Whether another claim of this annotator came in between, so that nothing was done. */
  readonly is_stale: boolean;
  /** Whether nothing was done because the response is heavy and needs a slot for a large response first. */
  readonly is_heavy: boolean;
  readonly claim: Claim | null;
}

/**
 * The items that a way to choose offers: those with free places, and those with places whose lease has ended. Both
 * parts can use `turn`.
 */
interface Choice {
  readonly picked: string;
  readonly ended: string;
}

/** SQL for the size of the parts of a claim other than its tasks. */
const besideTasks = (sizeOfOne: (column: string) => string): string =>
  `coalesce((select octet_length(g.text) from guideline g), 0) + coalesce((select ${sizeOfOne('a.controls')} from ui a), 0)`;

/*
 * One statement per way to choose items. In the order of execution:
 *   seen, locked  the annotator's cursor in the snapshot of the statement, and the cursor once it is locked. If the two
 *                 differ, another claim of the same annotator has just ended, and its tasks are not visible here: the
 *                 statement does nothing and is run again. So two claims at once cannot exceed `max_claimed` or one
 *                 task per item.
 *   picked        free places in queue order, from the front or from a random position, or the place of a named item.
 *                 An item that another transaction has locked at this instant is passed over; a named one is waited
 *                 for. The response shows the item as it is once it is locked: an import may have replaced it since the
 *                 snapshot.
 *   ended         only if these are too few: places whose lease has ended, one per item; the annotator's own place if
 *                 they have one on the item. An item with a free place is left alone, because `picked` offers it,
 *                 unless the task is the annotator's own. A complete item is left alone, no matter who holds the task:
 *                 imported annotations made it complete, and it needs no more. Imported annotations may need as many
 *                 places as an item has: then no place is free although a lease has ended.
 *   offered       both, in their order. The first of them whose tasks fit into one response (`fits`), together with the
 *                 guideline and the annotation UI, are taken, at least one; the others are left as they were. If the
 *                 response is heavy, none is taken before there is a slot for a large response.
 *   expired       of the ended ones, those that are still ended now that the item is locked. Items are locked before
 *                 tasks, everywhere.
 *   advanced      the cursor, per priority: just before the first item that is still open to this annotator (including
 *                 one that was passed over), or behind the last open one. The cursor depends on the open items and not
 *                 on the picked ones, so it is right whichever items were picked. Because it moves with every claim, it
 *                 passes each item that the annotator has had only once.
 */
const claimOf = ({ picked, ended }: Choice): KeepingStatement<Parameters, Row> =>
  keepingStatement<Parameters, Row>(
    ({ keep }) => `
  with recursive project as (select p.lease_seconds, p.max_claimed from projects p where p.id = :project_id::uuid and p.state = 'active'),
  guideline as (select g.* from guidelines g where g.project_id = :project_id::uuid order by g.version desc limit 1),
  seen as materialized (
    select c.claims, c.positions from queue_cursors c where c.project_id = :project_id::uuid and c.annotator_id = :annotator_id::uuid
  ),
  locked as materialized (
    select c.claims from queue_cursors c where c.project_id = :project_id::uuid and c.annotator_id = :annotator_id::uuid for update
  ),
  turn as materialized (
    select ${mayClaim(':count::int', 'project.max_claimed')} as wanted, coalesce(seen.positions, ${START}) as positions
    from project cross join guideline left join seen on true left join locked on true
    where seen.claims is not distinct from locked.claims
  ),
  ui as materialized (select a.* from guideline g join annotation_uis a on a.project_id = :project_id::uuid and a.version = g.annotation_ui_version),
  found_free as materialized (${picked}),
  found_ended as materialized (
    select t.id as task_id, i.id as item_id, i.external_id, i.data
    from ${ended}
    limit greatest((select wanted from turn) - (select count(*)::int from found_free), 0)
  ),
  offered as materialized (
    select o.*, row_number() over () as place
    from (select p.id as item_id, p.data from found_free p union all select e.item_id, e.data from found_ended e) o
  ),
  gauge as materialized (
    select count(*) as places, coalesce(sum(${roughWeightOfTask('o.item_id', 'o.data')}), 0) + ${besideTasks(roughSizeOf)} <= ${LIGHT_ANSWER_BYTES} as is_light from offered o
  ),
  weighed (place, bytes) as (
    select 0::bigint, (${besideTasks(sizeOf)})::bigint
    union all
    select w.place + 1, w.bytes + (${weightOfTask('o.item_id', 'o.data')})
    from weighed w cross join lateral (select o.* from offered o where o.place = w.place + 1 limit 1) o
    where w.bytes < ${MAX_ANSWER_BYTES} or w.place = 0
  ),
  fitting as materialized (
    select not g.is_light and :asks_for_room::boolean as is_heavy,
      case
        when g.is_light then g.places
        when :asks_for_room::boolean then 0
        else (select greatest(max(w.place) filter (where w.bytes <= ${MAX_ANSWER_BYTES}), 1) from weighed w)
      end as fits
    from gauge g
  ),
  chosen as materialized (select o.item_id from offered o cross join fitting f where o.place <= f.fits),
  picked as materialized (select p.* from found_free p where p.id = any (array(select c.item_id from chosen c))),
  ended as materialized (select e.* from found_ended e where e.item_id = any (array(select c.item_id from chosen c))),
  expired as (
    update tasks t set state = 'expired', updated_at = :at::timestamptz
    where t.project_id = :project_id::uuid and t.id = any (array(select e.task_id from ended e)) and ${hasEnded('t')}
    returning t.id, t.item_id, t.annotator_id, old.lease_expires_at as lease_ended_at
  ),
  taken as materialized (
    select x.item_id, row_number() over (order by x.rank, x.place, x.id) as ord
    from (
      select p.id as item_id, p.rank, p.queue_position::numeric as place, p.id from picked p
      union all
      select e.item_id, 100, extract(epoch from e.lease_ended_at), e.id from expired e
    ) x
  ),
  slots as (
    update items i set claimed_count = i.claimed_count + 1,
      changed_in = case when i.open_slots = 1 then pg_current_xact_id() else i.changed_in end
    where i.project_id = :project_id::uuid and i.id = any (array(select p.id from picked p))
    returning ${countsLeft}
  ),
  taken_over as (
    update items i set changed_in = pg_current_xact_id()
    where i.project_id = :project_id::uuid and i.id = any (array(select e.item_id from expired e))
    returning ${countsLeft}
  ),
  changed as materialized (select s.* from slots s union all select o.* from taken_over o),
  ended_left as materialized (${endedLeft('changed', 'expired')}),
  claimed as (
    insert into tasks (project_id, id, item_id, annotator_id, state, lease_expires_at, guideline_version, annotation_ui_version, created_at, updated_at)
    select :project_id::uuid, ids.id, taken.item_id, :annotator_id::uuid, 'claimed', :at::timestamptz + project.lease_seconds * interval '1 second',
      guideline.version, guideline.annotation_ui_version, :at::timestamptz, :at::timestamptz
    from project, guideline, unnest(:task_ids::uuid[]) with ordinality as ids(id, ord) join taken on taken.ord = ids.ord
    returning *
  ),
  counted as (${addToCounters(`
    select :annotator_id::uuid as user_id, x.counter, x.delta
    from (select count(*)::int as n from claimed) c, (select count(*)::int as n from slots where slots.is <> 'open') s
    cross join lateral (values ('tasks_claimed', c.n), ('items_open', -s.n), ('items_claimed', s.n)) as x(counter, delta)
    where c.n > 0
    union all
    select e.annotator_id, x.counter, x.delta from expired e cross join (values ('tasks_claimed', -1), ('tasks_expired', 1)) as x(counter, delta)`)}),
  events as (${appendToOutbox(`
    select ids.id, x.type, x.subject, x.data
    from (
      select row_number() over (order by e.id) as ord, 'goldset.task.expired' as type, e.id as subject,
        jsonb_build_object('item_id', e.item_id, 'annotator_id', e.annotator_id) as data
      from expired e
      union all
      select :count::int + row_number() over (order by c.id), 'goldset.task.claimed', c.id,
        jsonb_build_object('item_id', c.item_id, 'annotator_id', :annotator_id::uuid, 'guideline_version', c.guideline_version,
          'annotation_ui_version', c.annotation_ui_version, 'lease_expires_at', ${iso('c.lease_expires_at')},
          'item_state', ${stateLeft('s', 'ended_left')})
      from claimed c join changed s on s.id = c.item_id
    ) x
    join unnest(:event_ids::uuid[]) with ordinality as ids(id, ord) on ids.ord = x.ord
    order by x.ord`)}),
  advanced as materialized (
    select array(
      select coalesce(
        next.queue_position - 1,
        (
          select greatest(i.queue_position, turn.positions[level.priority + 1]) from items i
          where i.project_id = :project_id::uuid and i.priority = level.priority and i.open_slots > 0
          order by i.queue_position desc limit 1
        ),
        turn.positions[level.priority + 1]
      )
      from generate_series(0, 9) as level(priority)
      left join lateral (
        select i.queue_position from items i
        where i.project_id = :project_id::uuid and i.priority = level.priority and i.open_slots > 0
          and i.queue_position > turn.positions[level.priority + 1]
          and i.id <> all (array(select p.id from picked p))
          and ${ownTurnOn('i')} is null
        order by i.queue_position
        limit 1
      ) next on true
      order by level.priority
    ) as positions
    from turn
  ),
  cursor_moved as (
    update queue_cursors c set claims = c.claims + 1, positions = advanced.positions
    from advanced
    where c.project_id = :project_id::uuid and c.annotator_id = :annotator_id::uuid
      and (exists (select from claimed) or c.positions <> advanced.positions)
  ),
  cursor_started as (
    insert into queue_cursors (project_id, annotator_id, claims, positions)
    select :project_id::uuid, :annotator_id::uuid, 1, advanced.positions
    from advanced
    where not exists (select from seen) and exists (select from claimed)
  ),
  answer as materialized (
    select json_build_object(
      'tasks', (
        select json_agg(${taskJson('c', 'i')} order by c.id)
        from claimed c join (
          select p.id, p.external_id, p.data from picked p
          union all
          select e.item_id, e.external_id, e.data from ended e
        ) i on i.id = c.item_id
      ),
      'guidelines', (
        select json_build_array(json_build_object('id', g.id, 'version', g.version, 'text', g.text, 'annotation_ui_version', g.annotation_ui_version,
          'created_by', ${compactUser('g.created_by')}, 'created_at', ${iso('g.created_at')}))
        from guideline g
      ),
      'annotation_uis', (
        select json_build_array(json_build_object('id', a.id, 'version', a.version, 'name', a.name, 'controls', a.controls,
          'created_by', ${compactUser('a.created_by')}, 'created_at', ${iso('a.created_at')}))
        from ui a
      ),
      'reason', null, 'retry_after', null) as claim
    where exists (select from claimed)
  )
  ${keep('select a.claim::text as answer from answer a')}
  select
    (select seen.claims from seen) is distinct from (select locked.claims from locked) as is_stale,
    (select f.is_heavy from fitting f) as is_heavy,
    (select a.claim from answer a) as claim`,
  );

/**
 * SQL for the ended lease on an item that the annotator may take over: their own if they have a task or annotation
 * there, otherwise the lease that ended first.
 */
const endedLease = (itemId: string): string => `coalesce(
  ${ownTurn(itemId)},
  (
    select (array_agg(other.id order by other.claimed_until, other.id))[1] from tasks other
    where other.project_id = :project_id::uuid and other.item_id = ${itemId} and ${hasEnded('other')}
  )
)`;

/** SQL for the item of an ended lease `t`, if that item may be handed out. */
const itemOfLease = (lock: string): string => `
      select i.id, i.external_id, i.data from items i
      where i.project_id = :project_id::uuid and i.id = t.item_id and i.annotation_count < i.overlap and i.deleted_at is null
        and (i.open_slots = 0 or t.annotator_id = :annotator_id::uuid) and ${hasFreePlaceAt('i')}
      limit 1
      ${lock}`;

const endedInOrder = `(
      select t.id, t.item_id, t.annotator_id, t.claimed_until
      from tasks t
      where t.project_id = :project_id::uuid and ${leaseWithin("'-infinity'", ':at::timestamptz')} and t.id = ${endedLease('t.item_id')}
      order by t.claimed_until, t.id
    ) t
    cross join lateral (${itemOfLease('for update of i skip locked')}) i`;

const pickedFrom = (open: string): string => `
    select i.id, i.external_id, i.data, level.rank, i.queue_position
    from turn cross join ${open}
    limit (select wanted from turn)`;

const claimInOrder = claimOf({
  picked: pickedFrom(openItems('turn.positions', '(select wanted from turn)', 'for update of i skip locked')),
  ended: endedInOrder,
});

const claimFromPlace = claimOf({
  picked: pickedFrom(openItemsFromPlace('turn.positions', '(select wanted from turn)', 'for update of i skip locked')),
  ended: endedInOrder,
});

const claimItem = claimOf({
  picked: `
    select i.id, i.external_id, i.data, 1::bigint as rank, i.queue_position
    from items i
    where i.project_id = :project_id::uuid and i.id = :item_id::uuid and (select wanted from turn) > 0 and (i.open_slots > 0) is true
      and ${ownTurnOn('i')} is null
    for update of i`,
  ended: `(
      select t.id, t.item_id, t.annotator_id from tasks t
      where t.project_id = :project_id::uuid and t.id = ${endedLease(':item_id::uuid')} and ${hasEnded('t')}
      limit 1
    ) t
    cross join lateral (${itemOfLease('for update of i')}) i`,
});

const statements = { queue: claimInOrder, random: claimFromPlace, item: claimItem } as const satisfies Record<
  ClaimRequest['choice']['by'],
  unknown
>;

// Two first claims of one annotator find no cursor to lock. If the snapshot is outdated and does not show a task, the
// constraint fails the statement. In both cases the statement had no effect, and sees the present state when it is run
// again.
const RACES = ['queue_cursors_project_id_annotator_id_pk', 'tasks_turn_key'];

// Each failed attempt means that another claim of the annotator has been done, so this many claims would have to be
// waiting at once.
const PATIENCE = 10_000;

/** Claims tasks of one project. */
export const claimOn =
  (run: Run, scope: Scope): TasksRepository['claim'] =>
  async ({ change, task_ids, event_ids, choice }) => {
    let parameters: Parameters = {
      project_id: projectOf(scope),
      organization_id: scope.organization_id,
      annotator_id: change.by,
      at: change.at,
      causation_id: change.causation_id,
      count: task_ids.length,
      place: choice.by === 'random' ? choice.place : 0,
      item_id: choice.by === 'item' ? choice.item_id : null,
      task_ids: idArray(task_ids),
      event_ids: idArray(event_ids),
      asks_for_room: scope.room !== undefined,
    };
    for (let turn = 0; turn < PATIENCE; turn += 1) {
      const row = await tryOnce(run, scope, choice.by, parameters);
      if (row === undefined || row.is_stale) continue;
      if (row.is_heavy) {
        await scope.room?.();
        parameters = { ...parameters, asks_for_room: false };
        continue;
      }
      return row.claim ?? undefined;
    }
    throw new Error('Other claims of the same annotator came in between every time.');
  };

const tryOnce = async (
  run: Run,
  scope: Scope,
  by: keyof typeof statements,
  parameters: Parameters,
): Promise<Row | undefined> => {
  try {
    return (await runKeeping(run, scope, statements[by], parameters))[0];
  } catch (error) {
    if (isUniqueViolation(error, RACES)) return undefined;
    throw error;
  }
};
