import type { Sql } from 'postgres';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';

/** Tells those who publish events that there may be new ones. */
export interface EventNews {
  /** There may be new events, committed by this process. Returns at once. */
  tell(): void;
  /** Calls `listener` for all that is told in this process, and returns how to end that. */
  hear(listener: () => void): () => void;
  /** Tells nothing more to other processes. */
  close(): void;
}

const CHANNEL = 'goldset_events';

const tellOthers = statement<object, object>(`select pg_notify('${CHANNEL}', '')`);

/** How long after one notification the next one is sent at the earliest, in milliseconds. */
const NOTIFY_INTERVAL = 50;

/**
 * News of events: in this process by a call, and with `run` to others by `NOTIFY`, outside of the transactions that write (inside, it makes all
 * commits wait for each other), and seldom. Both are a convenience: who hears nothing looks by itself, a little later.
 */
export const createEventNews = (run: Run | undefined): EventNews => {
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let isUntold = false;

  const notify = (runHere: Run): void => {
    isUntold = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (isUntold && !isClosed) notify(runHere);
    }, NOTIFY_INTERVAL);
    timer.unref();
    runHere(tellOthers, {}).catch(() => undefined);
  };

  return {
    tell: () => {
      for (const listener of listeners) listener();
      if (run === undefined || isClosed) return;
      if (timer === undefined) notify(run);
      else isUntold = true;
    },
    hear: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
};

/**
 * Calls `listener` for what other processes tell, on a connection of `client` alone; a pooler that shares connections among transactions
 * lets nothing through. Also calls it whenever it begins to hear, also after a lost connection, since nobody repeats what was told before.
 * Resolves when it hears.
 */
export const hearFromOthers = async (client: Sql, listener: () => void): Promise<void> => {
  await client.listen(CHANNEL, listener, listener);
};
