import { restorableSince } from '../kernel/index.ts';
import type { Platform, Timestamp } from '../kernel/index.ts';

/**
 * Removes from the database what was deleted and can no longer be restored, in small chunks; resolves to the number of
 * rows removed. Stops after the chunk in which `signal` aborts; the next call removes the rest.
 */
export type PurgeDeleted = (signal?: AbortSignalLike) => Promise<number>;

/** The part of an `AbortSignal` that is used. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}

// By then, requests that were authorized before the deletion have ended. The clocks of servers also differ by less.
const GRACE = 600_000;

/** Data that was deleted at or before this moment may have been purged. */
export const purgeableUntil = (deps: Pick<Platform, 'now' | 'restoreDays'>): Timestamp =>
  new Date(Date.parse(restorableSince(deps)) - GRACE).toISOString();

/** Makes the function that purges what can no longer be restored. */
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
