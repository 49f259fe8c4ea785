import type { Sql } from 'postgres';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';

/** Notifies the relays that there may be new events. */
export interface EventNews {
  /** Notifies that this process may have committed new events. Returns at once. */
  tell(): void;
  /** Calls `listener` for each notification in this process, and returns a function that ends this. */
  hear(listener: () => void): () => void;
  /** Stops notifying other processes. */
  close(): void;
}

const CHANNEL = 'goldset_events';

const tellOthers = statement<object, object>(`select pg_notify('${CHANNEL}', '')`);

/** The least time between two notifications of other processes, in milliseconds. */
const NOTIFY_INTERVAL = 50;

/**
 * Creates the notifications of new events. Listeners in this process are called directly. With `run`, other processes
 * are notified by `NOTIFY`: seldom, and outside of the transactions that write (inside, `NOTIFY` makes all commits wait
 * for each other). Both only save time: a relay that gets no notification polls a little later.
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
 * Calls `listener` for the notifications of other processes, on a connection that only `client` uses. They do not pass
 * a pooler that shares connections among transactions. Also calls `listener` each time it begins to listen, including
 * after a lost connection, since earlier notifications are not repeated. Resolves once it listens.
 */
export const hearFromOthers = async (client: Sql, listener: () => void): Promise<void> => {
  await client.listen(CHANNEL, listener, listener);
};
