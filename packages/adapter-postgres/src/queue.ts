/** The priorities, first those that are handed out first; element p + 1 of a cursor's positions is priority p. */
const levels = `unnest(array[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]) with ordinality as level(priority, rank)`;

/**
 * SQL of the open items that an annotator may still take and their cursor has not passed, in queue order: at most `limit`
 * of each priority. `positions` is SQL of the cursor's positions. Written as one probe of the queue's index per
 * priority, and one of the annotator's tasks per item, so that no plan can do worse.
 */
export const openItems = (positions: string, limit: string, lock: string, and = ''): string => `
  ${levels}
  cross join lateral (
    select i.id, i.queue_position
    from items i
    where i.project_id = :project_id::uuid and i.priority = level.priority and i.open_slots > 0
      and i.queue_position > ${positions}[level.priority + 1]
      and (
        select true from tasks mine
        where mine.project_id = :project_id::uuid and mine.item_id = i.id and mine.annotator_id = :annotator_id::uuid
          and mine.state in ('claimed', 'submitted', 'skipped')
        limit 1
      ) is null ${and}
    order by i.queue_position
    limit ${limit}
    ${lock}
  ) i`;

/** SQL of the positions of a cursor that has passed nothing. */
export const START = `array_fill(0::bigint, array[10])`;

/** SQL of how many tasks the annotator holds whose lease has not ended. */
export const heldTasks = `(
  select count(*)::int from tasks held
  where held.project_id = :project_id::uuid and held.annotator_id = :annotator_id::uuid and held.state = 'claimed' and held.lease_expires_at > :at::timestamptz
)`;
