import type { Platform } from '../kernel/index.ts';
import type { RateLimitsRepository } from '../limits/index.ts';
import type { AbortSignalLike } from './purge-deleted.ts';

/**
 * Removes the rate-limit counts of clients that have made no requests for a while, in small chunks; resolves to their
 * number. Stops after the chunk in which `signal` aborts.
 */
export type ForgetRates = (signal?: AbortSignalLike) => Promise<number>;

const CHUNK = 1000;

/** Makes the function that removes the counts of clients whose full rate limit is available again. */
export const forgetRates =
  ({
    store,
    now,
  }: Pick<Platform, 'now'> & {
    readonly store: { readonly rateLimits: Pick<RateLimitsRepository, 'removeEmpty'> };
  }): ForgetRates =>
  async (signal) => {
    const at = now().toISOString();
    let removed = 0;
    for (let found = CHUNK; found === CHUNK && signal?.aborted !== true; removed += found)
      found = await store.rateLimits.removeEmpty(at, CHUNK);
    return removed;
  };
