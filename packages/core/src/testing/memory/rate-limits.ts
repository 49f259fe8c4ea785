import { EMPTY_AFTER, leaked } from '../../adapter.ts';
import type { RateLimitsRepository } from '../../adapter.ts';

interface Row {
  readonly level: number;
  readonly at: number;
}

/** Creates the request counters of clients. They are not part of the state that transactions change. */
export const newRateLimits = (): RateLimitsRepository => {
  const rows = new Map<string, Row>();
  return {
    add: async (client, asked, at) =>
      asked.map(({ operation, level: added }) => {
        const [key, now] = [JSON.stringify([client, operation]), Date.parse(at)];
        const row = rows.get(key);
        const level = (row === undefined ? 0 : leaked(row.level, now - row.at)) + added;
        rows.set(key, { level, at: Math.max(now, row?.at ?? now) });
        return { operation, level };
      }),
    removeEmpty: async (at, limit) => {
      const now = Date.parse(at);
      const empty = [...rows]
        .filter(([, row]) => now - row.at >= EMPTY_AFTER && leaked(row.level, now - row.at) === 0)
        .slice(0, limit);
      for (const [key] of empty) rows.delete(key);
      return empty.length;
    },
  };
};
