import { EMPTY_AFTER, RATE_LIMIT } from '@goldset/core/adapter';
import type { RateLevel, RateLimitsRepository } from '@goldset/core/adapter';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';

const PER_SECOND = RATE_LIMIT.per_minute / 60;

// Rows are written in the order of the operations, so that two servers never deadlock.
const add = statement<{ client: string; operations: string; levels: string; at: string }, RateLevel>(`
  insert into rate_limits as r (client, operation, level, at)
  select :client, a.operation, a.level, :at::timestamptz
  from unnest(:operations::text[], :levels::float8[]) as a(operation, level)
  order by a.operation
  on conflict (client, operation) do update
  set level = greatest(0, r.level - ${PER_SECOND} * greatest(0, extract(epoch from excluded.at - r.at)::float8)) + excluded.level, at = greatest(r.at, excluded.at)
  returning r.operation, r.level`);

const removeEmpty = statement<{ at: string; idle: string; limit: number }, { client: string }>(`
  with empty as materialized (
    select r.client, r.operation from rate_limits r
    where r.at <= :idle::timestamptz and r.level <= ${PER_SECOND} * extract(epoch from :at::timestamptz - r.at)::float8
    order by r.at
    limit :limit::int
    for update of r skip locked
  )
  delete from rate_limits r using empty e where r.client = e.client and r.operation = e.operation
  returning r.client`);

const arrayOf = (values: readonly (string | number)[]): string =>
  `{${values.map((value) => JSON.stringify(value)).join(',')}}`;

/** The request rates of clients. */
export const rateLimitsOn = (run: Run): RateLimitsRepository => ({
  add: async (client, asked, at) => {
    const rows = await run(add, {
      client,
      operations: arrayOf(asked.map(({ operation }) => operation)),
      levels: arrayOf(asked.map(({ level }) => level)),
      at,
    });
    return asked.map(({ operation }) => ({
      operation,
      level: rows.find((row) => row.operation === operation)?.level ?? 0,
    }));
  },
  removeEmpty: async (at, limit) =>
    (await run(removeEmpty, { at, idle: new Date(Date.parse(at) - EMPTY_AFTER).toISOString(), limit })).length,
});
