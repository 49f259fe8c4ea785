import type postgres from 'postgres';
import { dataOf } from './project.ts';

/** The data with which a project is filled. */
export interface Filling {
  readonly project_id: string;
  /** The number of items. */
  readonly items: number;
  readonly overlap?: number;
  /** One of this many items is left open; the others are complete or leased. Without it, all are open. */
  readonly openOneIn?: number;
  /** The user who imported everything and answered the complete items. */
  readonly by: string;
  /** The users who hold the leases. A tenth of the items that are not open is leased. */
  readonly holders?: readonly string[];
  /**
   * A user who has answered the first `items` items of the queue; each of the other items has one answer of somebody
   * else.
   */
  readonly answered?: { readonly by: string; readonly items: number };
}

const CHUNK = 50_000;

const [before, after] = JSON.stringify(dataOf(0)).split('0') as [string, string];

/**
 * Fills an empty project as imports and annotators would: items, tasks, answers, counters and cursors, in the usual
 * order. It writes no events, because events are kept for a limited time and nothing here reads them. It does not run
 * ANALYZE: the database only has the statistics that it collects by itself.
 */
export const fillProject = async (
  sql: postgres.Sql,
  { project_id, items, overlap = 1, openOneIn = 1, by, holders = [], answered }: Filling,
): Promise<void> => {
  const isOpen = `(n % ${openOneIn} = 0)`;
  const isLeased = `(not ${isOpen} and n % 10 = 1)`;
  const isComplete = `(not ${isOpen} and n % 10 <> 1)`;
  const isAnswered = `(n <= ${answered?.items ?? 0})`;
  const isImported = answered === undefined ? isComplete : `(not ${isAnswered})`;
  const rest = `1, 1, now(), now()`;
  for (let from = 1; from <= items; from += CHUNK) {
    await sql.unsafe(
      `
      with made as (
        insert into items (project_id, id, external_id, data, metadata, priority, overlap, claimed_count, submitted_count, annotation_count, queue_position, created_at, updated_at)
        select $1::uuid, uuidv7(), 'item-' || n, ($2 || n || $3)::jsonb, '{}', 0, ${overlap}, ${isLeased}::int, ${isAnswered}::int, (${isImported} or ${isAnswered})::int,
          nextval('queue_positions'), now(), now()
        from generate_series(${from}, ${Math.min(items, from + CHUNK - 1)}) n
        returning id, substr(external_id, 6)::int as n
      ),
      turns as (
        insert into tasks (project_id, id, item_id, annotator_id, state, lease_expires_at, guideline_version, annotation_ui_version, created_at, updated_at)
        select $1::uuid, uuidv7(), m.id, case when ${isAnswered} then $5::uuid else ($4::uuid[])[1 + n / 10 % cardinality($4::uuid[])] end,
          case when ${isAnswered} then 'submitted' else 'claimed' end, now() + interval '1 day', ${rest}
        from made m where ${isLeased} or ${isAnswered}
        returning id, item_id, state
      )
      insert into annotations (project_id, id, item_id, task_id, annotator_id, value, guideline_version, annotation_ui_version, source, revision, created_at, updated_at)
      select $1::uuid, uuidv7(), a.item_id, a.task_id, a.annotator_id, '{"sentiment": "positive"}', 1, 1, a.source, 1, now(), now()
      from (
        select t.item_id, t.id as task_id, $5::uuid as annotator_id, 'task' as source from turns t where t.state = 'submitted'
        union all
        select m.id, null, $6::uuid, 'import' from made m where ${isImported}
      ) a`,
      [project_id, before, after, `{${holders.join(',')}}`, answered?.by ?? null, by],
    );
  }
  await sql`
    insert into counters (project_id, user_id, items_open, items_claimed, items_complete, tasks_claimed, tasks_submitted, tasks_skipped, tasks_released, tasks_expired, annotations_imported)
    select ${project_id}::uuid, u.user_id, sum(u.open), sum(u.claimed), sum(u.complete), sum(u.held), sum(u.submitted), 0, 0, 0, sum(u.imported)
    from (
      select ${by}::uuid as user_id, count(*) filter (where i.state = 'open') as open, count(*) filter (where i.state = 'claimed') as claimed,
        count(*) filter (where i.state = 'complete') as complete, 0 as held, 0 as submitted, count(*) filter (where i.state = 'complete') as imported
      from items i where i.project_id = ${project_id}::uuid
      union all
      select t.annotator_id, 0, 0, 0, count(*) filter (where t.state = 'claimed'), count(*) filter (where t.state = 'submitted'), 0
      from tasks t where t.project_id = ${project_id}::uuid group by t.annotator_id
    ) u
    group by u.user_id`;
  if (answered === undefined) return;
  await sql`
    insert into queue_cursors (project_id, annotator_id, claims, positions)
    select ${project_id}::uuid, ${answered.by}::uuid, ${answered.items}, array[max(i.queue_position), 0, 0, 0, 0, 0, 0, 0, 0, 0]
    from annotations a join items i on i.project_id = a.project_id and i.id = a.item_id
    where a.project_id = ${project_id}::uuid and a.annotator_id = ${answered.by}::uuid`;
};
