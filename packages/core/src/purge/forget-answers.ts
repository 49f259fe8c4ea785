import type { IdempotencyRepository, Platform } from '../kernel/index.ts';
import type { AbortSignalLike } from './purge-deleted.ts';

/** Removes the answers that were kept under idempotency keys and have expired, in small chunks; says how many these were. Stops behind the chunk in which `signal` aborts. */
export type ForgetAnswers = (signal?: AbortSignalLike) => Promise<number>;

const CHUNK = 1000;

/** Forgets answers whose time is over. */
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
