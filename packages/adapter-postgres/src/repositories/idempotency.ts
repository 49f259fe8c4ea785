import type { IdempotencyRepository } from '@goldset/core/adapter';
import { findKept, keptIn, placeParameters } from '../sql/idempotency.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';

// The index leads to the expired records of each project in turn: PostgreSQL skips from one project to the next.
const removeExpired = statement<{ at: string; limit: number }, { project_id: string }>(`
  with expired as materialized (
    select k.project_id, k.owner_id, k.operation, k.key from idempotency_keys k
    where k.expires_at <= :at::timestamptz
    order by k.project_id, k.expires_at
    limit :limit::int
    for update of k skip locked
  )
  delete from idempotency_keys k using expired e
  where k.project_id = e.project_id and k.owner_id = e.owner_id and k.operation = e.operation and k.key = e.key
  returning k.project_id`);

const removeExpiredNotes = statement<{ at: string; limit: number }, { project_id: string }>(`
  with expired as materialized (
    select n.project_id, n.event from inbox n
    where n.expires_at <= :at::timestamptz
    order by n.project_id, n.expires_at
    limit :limit::int
    for update of n skip locked
  )
  delete from inbox n using expired e
  where n.project_id = e.project_id and n.event = e.event
  returning n.project_id`);

/** The idempotency records. */
export const idempotencyOn = (run: Run): IdempotencyRepository => ({
  find: async (place) => {
    const [row] = await run(findKept, placeParameters(place));
    return row && (keptIn(row) ?? undefined);
  },
  removeExpiredKeys: async (at, limit) => {
    const answers = (await run(removeExpired, { at, limit })).length;
    return answers === limit ? limit : answers + (await run(removeExpiredNotes, { at, limit: limit - answers })).length;
  },
});
