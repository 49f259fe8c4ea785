import { NIL_ID } from '@goldset/core';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';

/** Which events of the outbox are to be deleted. */
export interface ForgetEvents {
  /** Deletes the events that were published before this moment. */
  readonly publishedBefore: Date;
  /**
   * Deletes the events that were made before this moment and never published; `undefined` if a relay will publish them.
   */
  readonly unpublishedBefore?: Date | undefined;
}

interface Parameters {
  readonly after: string;
  readonly published_before: string;
  readonly unpublished_before: string | null;
}

const KEYS = 1_000;
const EVENTS = 5_000;

const firstAfter = (key: string): string => `
  select o.project_id from outbox o
  where o.project_id > ${key} and o.sequence > 0
  order by o.project_id, o.sequence
  limit 1`;

const isOver = (event: string): string =>
  `(${event}.published_at < :published_before::timestamptz or (${event}.published_at is null and ${event}.created_at < :unpublished_before::timestamptz))`;

// The events of a key expire in their order: if its first event is not expired, the others are not either.
const forget = statement<Parameters, { last: string | null; keys: number; events: number }>(`
  with recursive keys as (
    (${firstAfter(':after::uuid')})
    union all
    select n.project_id from keys k cross join lateral (${firstAfter('k.project_id')}) n
  ),
  visited as materialized (select k.project_id from keys k limit ${KEYS}),
  forgotten as (
    select o.project_id, o.sequence from visited v
    cross join lateral (select o.published_at, o.created_at from outbox o where o.project_id = v.project_id and o.sequence > 0 order by o.sequence limit 1) f
    cross join lateral (
      select o.project_id, o.sequence, o.published_at, o.created_at from outbox o
      where o.project_id = v.project_id and o.sequence > 0 and ${isOver('f')}
      order by o.sequence
      limit ${EVENTS}
    ) o
    where ${isOver('o')}
    limit ${EVENTS}
  ),
  gone as (
    delete from outbox o using forgotten f
    where o.project_id = f.project_id and o.sequence = f.sequence
    returning o.sequence
  )
  select
    (select v.project_id from visited v order by v.project_id desc limit 1) as last,
    (select count(*)::int from visited) as keys,
    (select count(*)::int from gone) as events`);

/**
 * Deletes events from the outbox, at most 5,000 in one statement, and resolves to their number. If the signal aborts,
 * it ends early, between two statements.
 */
export const forgetEvents = async (
  run: Run,
  { publishedBefore, unpublishedBefore }: ForgetEvents,
  signal?: AbortSignal,
): Promise<number> => {
  let removed = 0;
  let after: string = NIL_ID;
  while (signal?.aborted !== true) {
    const [row] = await run(forget, {
      after,
      published_before: publishedBefore.toISOString(),
      unpublished_before: unpublishedBefore?.toISOString() ?? null,
    });
    if (row === undefined || row.last === null) break;
    removed += row.events;
    if (row.events === EVENTS) continue;
    if (row.keys < KEYS) break;
    after = row.last;
  }
  return removed;
};
