import type { Platform } from '../kernel/index.ts';
import type { WaitingMessagesRepository } from '../waiting/index.ts';
import type { AbortSignalLike } from './purge-deleted.ts';

/** Removes messages that nobody has taken up for as long as a broker keeps messages, in small chunks; says how many these were. Stops behind the chunk in which `signal` aborts. */
export type ForgetWaiting = (signal?: AbortSignalLike) => Promise<number>;

const CHUNK = 1000;

// As long as it is remembered that an event took effect.
const KEPT_MILLISECONDS = 14 * 86_400_000;

/** Forgets messages of groups that nobody is in any more. */
export const forgetWaiting =
  ({
    store,
    now,
  }: Pick<Platform, 'now'> & {
    readonly store: { readonly waiting: Pick<WaitingMessagesRepository, 'removeOld'> };
  }): ForgetWaiting =>
  async (signal) => {
    const before = new Date(now().getTime() - KEPT_MILLISECONDS).toISOString();
    let removed = 0;
    for (let found = CHUNK; found === CHUNK && signal?.aborted !== true; removed += found)
      found = await store.waiting.removeOld(before, CHUNK);
    return removed;
  };
