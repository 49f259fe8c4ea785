import { hasEnded } from '../rows/ended-leases.ts';
import { unmovedNames } from '../sql/sql-fragments.ts';

/**
 * The priorities, in the order in which their items are handed out. Element p + 1 of a cursor's positions is priority
 * p.
 */
const levels = `unnest(array[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]) with ordinality as level(priority, rank)`;

const ownTask = (itemId: string): string => `(
    select mine.id from tasks mine
    where mine.project_id = :project_id::uuid and mine.item_id = ${itemId} and mine.turn_of = :annotator_id::uuid
    limit 1
  )`;

// An item has few annotations, an annotator may have many. So the comparison with the annotator is written so that no
// index on annotators can be used for it. The external users who are linked to the annotator are looked up once, and
// only if the item has an annotation.
const ownAnnotation = (itemId: string): string => `(
    select given.id from annotations given
    where given.project_id = :project_id::uuid and given.item_id = ${itemId}
      and (given.annotator_id = :annotator_id::uuid or given.annotator_id = any (${unmovedNames(':annotator_id::uuid')})) is true
    limit 1
  )`;

/**
 * SQL for the annotator's task on an item that keeps them from another one there (claimed, submitted or skipped), or
 * otherwise for their annotation, whether imported or of an external user who is linked to them.
 */
export const ownTurn = (itemId: string): string => `coalesce(
  ${ownTask(itemId)},
  ${ownAnnotation(itemId)}
)`;

/**
 * SQL like `ownTurn`, but without a claimed task whose lease has ended: it does not keep the annotator from a place on
 * the item that becomes free.
 */
export const lastingTurn = (itemId: string): string => `coalesce(
  (
    select mine.id from tasks mine
    where mine.project_id = :project_id::uuid and mine.item_id = ${itemId} and mine.turn_of = :annotator_id::uuid and not ${hasEnded('mine')}
    limit 1
  ),
  ${ownAnnotation(itemId)}
)`;

/**
 * SQL for a relation of `user_id`: the users who cannot be given an item at `:at`, because they hold, answered or
 * skipped it, or because an external user who is linked to them answered it. Every rule that keeps a user from an item
 * because of another user's annotation belongs both here and in `ownTurn`.
 */
export const barredFrom = (itemId: string): string => `
  select turn.turn_of as user_id from tasks turn
  where turn.project_id = :project_id::uuid and turn.item_id = ${itemId} and turn.turn_of is not null and not ${hasEnded('turn')}
  union
  select coalesce((select e.linked_to from external_users e where e.organization_id = :organization_id::uuid and e.id = given.annotator_id), given.annotator_id)
  from annotations given where given.project_id = :project_id::uuid and given.item_id = ${itemId}`;

/**
 * SQL like `ownTurn`, for an item whose row is at hand. If the item has no annotation, as most open items, annotations
 * are not looked up.
 */
export const ownTurnOn = (item: string): string => `coalesce(
  ${ownTask(`${item}.id`)},
  case when ${item}.annotation_count > 0 then ${ownAnnotation(`${item}.id`)} end
)`;

/**
 * SQL for whether the lease of a claimed task `t` ends within a span. It has two bounds, so that the planner always
 * prefers the index on the ends of leases to one on annotators, with which all claimed tasks of a project would be
 * sorted.
 */
export const leaseWithin = (after: string, until: string): string =>
  `t.claimed_until > ${after} and t.claimed_until <= ${until}`;

/**
 * SQL for the open items that an annotator may still take and that their cursor has not passed, in queue order: at most
 * `limit` of each priority. `positions` is SQL for the positions of the cursor. It is written as one probe of the
 * queue's index per priority, and one probe of the annotator's tasks and annotations per item, so that no plan can do
 * worse.
 */
export const openItems = (positions: string, limit: string, lock: string): string => `
  ${levels}
  cross join lateral (
    select i.id, i.queue_position, i.external_id, i.data
    from items i
    where i.project_id = :project_id::uuid and i.priority = level.priority and i.open_slots > 0
      and i.queue_position > ${positions}[level.priority + 1]
      and ${ownTurnOn('i')} is null
    order by i.queue_position
    limit ${limit}
    ${lock}
  ) i`;

/**
 * How many open items, besides those it wants, a claim from a random position looks at from there on before it goes
 * back to the front.
 */
const WINDOW = 100;

/** How often the position is drawn again because there was no item at it. */
const DRAWS = 8;

/** SQL for a number in [0, 1), derived from `:place`: another one for each `n`. */
const draw = (n: string): string =>
  `((hashfloat8extended(:place::float8, ${n}) & 9007199254740991)::float8 / 9007199254740992)`;

/** SQL for the nearest position of an open item of the level, in the given direction. */
const nearest = (where: string, order: 'asc' | 'desc'): string => `(
  select i.queue_position from items i
  where i.project_id = :project_id::uuid and i.priority = level.priority and i.open_slots > 0 and ${where}
  order by i.queue_position ${order}
  limit 1
)`;

/**
 * SQL like that of `openItems`, but within each priority it begins at a random position and then goes around. Positions
 * are drawn from one sequence for all projects, so there are wide gaps between those of one project. If the position
 * falls into a gap, it is drawn again on one side of the gap; a wider side is more likely. From there on only a limited
 * number of items is looked at, because the annotator may have had most of them. Then it continues at the cursor, which
 * has passed what they had, and finally behind the items that were looked at.
 */
export const openItemsFromPlace = (positions: string, limit: string, lock: string): string => {
  const passed = `${positions}[level.priority + 1]`;
  const windowSize = `${limit} + ${WINDOW}`;
  const inRange = (range: string): string => `(
      select i.id, i.queue_position, i.external_id, i.data
      from items i
      where i.project_id = :project_id::uuid and i.priority = level.priority and i.open_slots > 0
        and ${range} and ${ownTurnOn('i')} is null
      order by i.queue_position
      limit ${limit}
      ${lock}
    )`;
  const inWindow = (columns: string): string => `
        select ${columns} from items w
        where w.project_id = :project_id::uuid and w.priority = level.priority and w.open_slots > 0 and w.queue_position >= place.start
        order by w.queue_position`;
  return `
  ${levels}
  cross join lateral (
    with recursive tried as (
      select 0 as n, ${nearest(`i.queue_position > ${passed}`, 'asc')} as low, ${nearest(`i.queue_position > ${passed}`, 'desc')} as high
      union all
      select t.n + 1, case when t.is_left then t.low else t.above end, case when t.is_left then t.below else t.high end
      from (
        select t.*, t.above is null or ${draw('2 * t.n + 1')} * (t.below - t.low + t.high - t.above + 2) < t.below - t.low + 1 as is_left
        from (
          select t.n, case when t.below = t.at then t.below else t.low end as low, t.high, t.below, case when t.below < t.at then ${nearest('i.queue_position > t.at', 'asc')} end as above
          from (
            select t.*, ${nearest('i.queue_position <= t.at', 'desc')} as below
            from (select t.*, t.low + floor(${draw('2 * t.n')} * (t.high - t.low + 1))::bigint as at from tried t where t.n < ${DRAWS} and t.low < t.high offset 0) t
            offset 0
          ) t
          offset 0
        ) t
        offset 0
      ) t
    )
    select t.low + floor(${draw(`${2 * DRAWS}`)} * (t.high - t.low + 1))::bigint as start from tried t where t.low is not null order by t.n desc limit 1
  ) place
  cross join lateral (
    select i.* from (
      select i.* from (${inWindow('w.id')} limit ${windowSize}) w
      cross join lateral (
        select i.id, i.queue_position, i.external_id, i.data from items i
        where i.project_id = :project_id::uuid and i.id = w.id and (i.open_slots > 0) is true and ${ownTurnOn('i')} is null
        limit 1
        ${lock}
      ) i
    ) i
    union all
    select i.* from ${inRange(`i.queue_position > ${passed} and i.queue_position < place.start`)} i
    union all
    select i.* from ${inRange(`i.queue_position > (${inWindow('w.queue_position')} offset ${windowSize} - 1 limit 1)`)} i
    limit ${limit}
  ) i`;
};

/** SQL for the positions of a cursor that has passed no item. */
export const START = `array_fill(0::bigint, array[10])`;

const claimedTasks = `coalesce((
  select own.tasks_claimed from counters own where own.project_id = :project_id::uuid and own.user_id = :annotator_id::uuid
), 0)`;

const heldTasks = `(
  select count(*) from tasks held
  where held.project_id = :project_id::uuid and held.claimed_until > :at::timestamptz and held.annotator_id = :annotator_id::uuid
)`;

/**
 * SQL for how many more tasks the annotator may hold, but at most `wanted`. Their counter does not know which leases
 * have ended; it saves the count of tasks for all annotators who are far from the limit.
 */
export const mayClaim = (wanted: string, max: string): string => `
  case when ${claimedTasks} + ${wanted} <= ${max} then ${wanted} else greatest(least(${wanted}, ${max} - ${heldTasks}), 0) end::int`;
