import { NIL_ID } from '@goldset/core';
import type { Run } from '../sql/statement.ts';
import { statement } from '../sql/statement.ts';

/** The events that wait to be published. */
export interface Backlog {
  /**
   * The age of the oldest event in seconds; 0 if there is none. It covers the events of at most 1,000 projects (or
   * organizations, or users).
   */
  readonly seconds: number;
  /** The number of events; counted up to 10,000. */
  readonly events: number;
}

const PARTITIONS = 1_000;
const EVENTS = 10_000;

const firstAfter = (id: string): string => `
  select o.project_id, o.created_at from outbox o
  where o.published_at is null and o.project_id > ${id}
  order by o.project_id, o.sequence
  limit 1`;

// Goes from the first event of one partition to that of the next: one index probe each, however long the outbox is.
const backlog = statement<{ at: string }, { seconds: number; events: number }>(
  `
  with recursive firsts as (
    (${firstAfter(`'${NIL_ID}'::uuid`)})
    union all
    select n.project_id, n.created_at from firsts f cross join lateral (${firstAfter('f.project_id')}) n
  )
  select
    coalesce((select extract(epoch from :at::timestamptz - min(f.created_at)) from (select created_at from firsts limit ${PARTITIONS}) f), 0)::float8 as seconds,
    (select count(*)::int from (select from outbox o where o.published_at is null and o.project_id > '${NIL_ID}'::uuid order by o.project_id, o.sequence limit ${EVENTS}) e) as events`,
  { isLong: true },
);

/** Reads how many events wait to be published, and for how long, at a bounded cost. */
export const readBacklog = async (run: Run, at: Date): Promise<Backlog> => {
  const [row] = await run(backlog, { at: at.toISOString() });
  return { seconds: Math.max(0, row?.seconds ?? 0), events: row?.events ?? 0 };
};
