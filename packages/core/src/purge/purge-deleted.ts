import { restorableSince } from '../kernel/index.ts';
import type { Platform, Timestamp } from '../kernel/index.ts';

/** Removes for good what was deleted and cannot be restored any more, in small chunks; says how many rows that were. Stops behind the chunk in which `signal` aborts; the next call goes on. */
export type PurgeDeleted = (signal?: AbortSignalLike) => Promise<number>;

/** As much of an `AbortSignal` as is looked at. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}

// Requests that were let in before the deletion have ended by then, and clocks of servers differ by less.
const GRACE = 600_000;

/** What was deleted at or before this moment may have been purged. */
export const purgeableUntil = (deps: Pick<Platform, 'now' | 'restoreDays'>): Timestamp =>
  new Date(Date.parse(restorableSince(deps)) - GRACE).toISOString();

/** Purges what is past the time in which it can be restored. */
export const purgeDeleted =
  (
    deps: Pick<Platform, 'now' | 'restoreDays'> & {
      readonly store: { purge(before: Timestamp): AsyncIterable<number> };
    },
  ): PurgeDeleted =>
  async (signal) => {
    let removed = 0;
    for await (const rows of deps.store.purge(purgeableUntil(deps))) {
      removed += rows;
      if (signal?.aborted === true) break;
    }
    return removed;
  };
