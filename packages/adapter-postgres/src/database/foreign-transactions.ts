import type { Run } from '../sql/statement.ts';
import { statement } from '../sql/statement.ts';

// The keys of events: the ids of projects, organizations and users.
const partitions = `select id from projects union all select id from organizations union all select id from users`;

const hasForeign = statement<object, { items: boolean; events: boolean }>(`
  select
    exists (
      select from projects p
      cross join lateral (
        select i.changed_in from items i where i.project_id = p.id and i.changed_in >= pg_snapshot_xmax(pg_current_snapshot()) limit 1
      ) later
    ) as items,
    exists (
      select from (${partitions}) p
      cross join lateral (
        select o.transaction_id from outbox o where o.project_id = p.id and o.sequence > 0 order by o.sequence desc limit 1
      ) latest
      where latest.transaction_id >= pg_snapshot_xmax(pg_current_snapshot())
    ) as events`);

const CHUNK = 5_000;

const lowerItems = statement<object, { id: string }>(`
  with project as (
    select p.id from projects p
    cross join lateral (select i.id from items i where i.project_id = p.id and i.changed_in > pg_current_xact_id() limit 1) later
    limit 1
  ),
  later as (
    select i.id from items i
    where i.project_id = (select id from project) and i.changed_in > pg_current_xact_id()
    order by i.changed_in, i.id
    limit ${CHUNK}
  )
  update items i set changed_in = pg_current_xact_id()
  where i.project_id = (select id from project) and i.id = any(array(select id from later))
  returning i.id`);

const lowerEvents = statement<object, never>(`
  update outbox o set transaction_id = pg_current_xact_id()
  where o.project_id = any(array(${partitions})) and o.sequence > 0 and o.transaction_id > pg_current_xact_id()`);

/**
 * Corrects the transaction ids in rows that come from another cluster. A database that was restored into this cluster
 * has ids of the other one, which may be ahead of all transactions here. To a caller that reads changes, or a relay
 * that publishes committed events, such rows would be in the future. They are set to count as changed now: a caller
 * that follows the changes sees them once more and misses none. If there is nothing to correct, this costs one read of
 * index probes.
 */
export const lowerForeignTransactions = async (run: Run): Promise<void> => {
  const [found] = await run(hasForeign, {});
  if (found?.events === true) await run(lowerEvents, {});
  if (found?.items !== true) return;
  while ((await run(lowerItems, {})).length > 0);
};
