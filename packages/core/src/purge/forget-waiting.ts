import type { Platform } from '../kernel/index.ts';
import type { WaitingMessagesRepository } from '../waiting/index.ts';
import type { AbortSignalLike } from './purge-deleted.ts';

/**
 * Removes messages that no consumer has processed for as long as a broker stores messages, in small chunks; resolves to
 * their number. Stops after the chunk in which `signal` aborts.
 */
export type ForgetWaiting = (signal?: AbortSignalLike) => Promise<number>;

const CHUNK = 1000;

// Inbox records are stored for the same time.
const KEPT_MILLISECONDS = 14 * 86_400_000;

/** Makes the function that removes the messages of groups without consumers. */
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
