import type { Platform } from '../kernel/index.ts';
import type { RateLimitsRepository } from '../limits/index.ts';
import type { AbortSignalLike } from './purge-deleted.ts';

/** Removes what was counted of clients that have not asked for a while, in small chunks; says how many these were. Stops behind the chunk in which `signal` aborts. */
export type ForgetRates = (signal?: AbortSignalLike) => Promise<number>;

const CHUNK = 1000;

/** Forgets clients that may ask as often as any other again. */
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
