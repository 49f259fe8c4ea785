import { restorableSince } from '../dependencies.ts';
import type { Dependencies } from '../dependencies.ts';

/** Removes for good what was deleted and cannot be restored any more, in small chunks; says how many rows that were. Stops behind the chunk in which `signal` aborts; the next call goes on. */
export type PurgeDeleted = (signal?: AbortSignalLike) => Promise<number>;

/** As much of an `AbortSignal` as is looked at. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}

// Requests that were let in before the deletion have ended by then, and clocks of servers differ by less.
const GRACE = 600_000;

/** Purges what is past the time in which it can be restored. */
export const purgeDeleted =
  (deps: Dependencies): PurgeDeleted =>
  async (signal) => {
    const before = new Date(Date.parse(restorableSince(deps)) - GRACE).toISOString();
    let removed = 0;
    for await (const rows of deps.store.purge(before)) {
      removed += rows;
      if (signal?.aborted === true) break;
    }
    return removed;
  };
