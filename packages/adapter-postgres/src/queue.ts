/** The priorities, first those that are handed out first; element p + 1 of a cursor's positions is priority p. */
const levels = `unnest(array[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]) with ordinality as level(priority, rank)`;

/** SQL of the annotator's task on an item that keeps them from another one there (claimed, submitted or skipped), or else of their imported annotation. An item has few annotations, an annotator may have many: the comparison with the annotator is written so that no index on theirs fits. */
export const ownTurn = (itemId: string): string => `coalesce(
  (
    select mine.id from tasks mine
    where mine.project_id = :project_id::uuid and mine.item_id = ${itemId} and mine.turn_of = :annotator_id::uuid
    limit 1
  ),
  (
    select given.id from annotations given
    where given.project_id = :project_id::uuid and given.item_id = ${itemId} and (given.annotator_id = :annotator_id::uuid) is true
    limit 1
  )
)`;

/**
 * SQL of the open items that an annotator may still take and their cursor has not passed, in queue order: at most `limit`
 * of each priority. `positions` is SQL of the cursor's positions. Written as one probe of the queue's index per
 * priority, and one of the annotator's tasks and annotations per item, so that no plan can do worse.
 */
export const openItems = (positions: string, limit: string, lock: string): string => `
  ${levels}
  cross join lateral (
    select i.id, i.queue_position, i.external_id, i.data
    from items i
    where i.project_id = :project_id::uuid and i.priority = level.priority and i.open_slots > 0
      and i.queue_position > ${positions}[level.priority + 1]
      and ${ownTurn('i.id')} is null
    order by i.queue_position
    limit ${limit}
    ${lock}
  ) i`;

/** SQL of the positions of a cursor that has passed nothing. */
export const START = `array_fill(0::bigint, array[10])`;

const claimedTasks = `coalesce((
  select own.tasks_claimed from counters own where own.project_id = :project_id::uuid and own.user_id = :annotator_id::uuid
), 0)`;

const heldTasks = `(
  select count(*) from tasks held
  where held.project_id = :project_id::uuid and held.claimed_until > :at::timestamptz and held.annotator_id = :annotator_id::uuid
)`;

/** SQL of how many more tasks the annotator may hold, if that is less than `wanted`, else `wanted`. Their counter, which does not know which leases ended, spares the count to all who are far from the limit. */
export const mayClaim = (wanted: string, max: string): string => `
  case when ${claimedTasks} + ${wanted} <= ${max} then ${wanted} else greatest(least(${wanted}, ${max} - ${heldTasks}), 0) end::int`;
