import type { IdempotencyRepository, Platform } from '../kernel/index.ts';
import type { AbortSignalLike } from './purge-deleted.ts';

/**
 * Removes expired idempotency records and inbox records, in small chunks; resolves to their number. Stops after the
 * chunk in which `signal` aborts.
 */
export type ForgetAnswers = (signal?: AbortSignalLike) => Promise<number>;

const CHUNK = 1000;

/** Makes the function that removes expired idempotency records and inbox records. */
export const forgetAnswers =
  ({
    store,
    now,
  }: Pick<Platform, 'now'> & {
    readonly store: { readonly idempotency: Pick<IdempotencyRepository, 'removeExpiredKeys'> };
  }): ForgetAnswers =>
  async (signal) => {
    const at = now().toISOString();
    let removed = 0;
    for (let found = CHUNK; found === CHUNK && signal?.aborted !== true; removed += found)
      found = await store.idempotency.removeExpiredKeys(at, CHUNK);
    return removed;
  };
