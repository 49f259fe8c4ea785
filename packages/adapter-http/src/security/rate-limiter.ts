import { EMPTY_AFTER, leaked, secondsUntilRoom } from '@goldset/core/adapter';
import type { RateLimitsRepository } from '@goldset/core/adapter';

/** Decides whether a client sends too many requests. */
export interface RateLimiter {
  /**
   * Counts one request of a client for an operation. Resolves to 0 if it may be served, else to the seconds until the
   * next one may. A request that is refused from memory alone is not counted.
   */
  take(client: string, operation: string): Promise<number>;
  /** The number of clients in memory. */
  size(): number;
}

/** The options of a rate limiter. */
export interface RateLimiterOptions {
  /** The counts that all servers share. Without it, each server counts by itself. */
  readonly shared?: RateLimitsRepository | undefined;
  /** Called if the shared counts could not be used. */
  readonly onFault?: (error: unknown) => void;
  /** The time in milliseconds. */
  readonly now?: () => number;
  /**
   * The maximum number of clients in memory (10,000). Beyond that, the clients whose last request is oldest are removed
   * from memory; their shared counts stay.
   */
  readonly clients?: number;
  /** Runs `work` after a delay. It must not keep the process running. */
  readonly later?: (milliseconds: number, work: () => void) => void;
}

interface Count {
  level: number;
  at: number;
  /** The part of the level that is not in the shared counts yet. */
  unshared: number;
}

interface Client {
  readonly counts: Map<string, Count>;
  /** The time of the last attempt to share the counts of this client. */
  sharedAt: number;
  sharing: Promise<void> | undefined;
  isPlanned: boolean;
}

/** The shortest time between two updates of the shared counts of one client, in milliseconds. */
const SHARE_EVERY = 1_000;

/** How many milliseconds a request waits for the shared counts. */
const PATIENCE = 500;

const laterByTimer = (milliseconds: number, work: () => void): void => void setTimeout(work, milliseconds).unref();

/**
 * Counts requests in memory, and shares the counts at most once a second for each client. The first request of a second
 * waits for the counts of the other servers. Memory decides about all others, and about all requests while the shared
 * counts are unavailable.
 */
export const createRateLimiter = ({
  shared,
  onFault = () => undefined,
  now = Date.now,
  clients: most = 10_000,
  later = laterByTimer,
}: RateLimiterOptions): RateLimiter => {
  // Ordered by their last request.
  const clients = new Map<string, Client>();

  const isEmpty = ({ counts, sharing, isPlanned }: Client, at: number): boolean =>
    sharing === undefined &&
    !isPlanned &&
    [...counts.values()].every((count) => at - count.at >= EMPTY_AFTER && leaked(count.level, at - count.at) === 0);

  const remembered = (name: string, at: number): Client => {
    const client = clients.get(name) ?? {
      counts: new Map<string, Count>(),
      sharedAt: -Infinity,
      sharing: undefined,
      isPlanned: false,
    };
    clients.delete(name);
    clients.set(name, client);
    for (const [other, old] of clients) {
      if (other === name || (clients.size <= most && !isEmpty(old, at))) break;
      clients.delete(other);
    }
    return client;
  };

  const leak = (count: Count, at: number): void => {
    count.level = leaked(count.level, at - count.at);
    count.at = Math.max(count.at, at);
  };

  const share = async (rates: RateLimitsRepository, name: string, client: Client): Promise<void> => {
    const at = now();
    client.sharedAt = at;
    const asked = [...client.counts].flatMap(([operation, count]) => {
      leak(count, at);
      // What leaked before it was shared no longer matters.
      count.unshared = Math.min(count.unshared, count.level);
      return count.unshared > 0 ? [{ operation, level: count.unshared }] : [];
    });
    if (asked.length === 0) return;
    const settle = (operation: string, level: number): Count | undefined => {
      const count = client.counts.get(operation);
      if (count !== undefined) count.unshared += level;
      return count;
    };
    for (const { operation, level } of asked) settle(operation, -level);
    try {
      for (const { operation, level } of await rates.add(name, asked, new Date(at).toISOString())) {
        const count = client.counts.get(operation);
        if (count === undefined) continue;
        leak(count, now());
        // Requests that came meanwhile are added. A shared level below the local one can only come from a clock
        // difference.
        count.level = Math.max(count.level, leaked(level, count.at - at) + count.unshared);
      }
    } catch (error) {
      for (const { operation, level } of asked) settle(operation, level);
      onFault(error);
    }
  };

  const shareOnce = (rates: RateLimitsRepository, name: string, client: Client): Promise<void> => {
    client.sharing ??= share(rates, name, client).finally(() => (client.sharing = undefined));
    return client.sharing;
  };

  const plan = (rates: RateLimitsRepository, name: string, client: Client, at: number): void => {
    if (client.isPlanned) return;
    client.isPlanned = true;
    later(Math.max(0, client.sharedAt + SHARE_EVERY - at), () => {
      client.isPlanned = false;
      void shareOnce(rates, name, client);
    });
  };

  const waitFor = (sharing: Promise<void>): Promise<void> =>
    Promise.race([sharing, new Promise<void>((resolve) => void later(PATIENCE, resolve))]);

  return {
    size: () => clients.size,
    take: async (name, operation) => {
      const client = remembered(name, now());
      const count = client.counts.get(operation) ?? { level: 0, at: now(), unshared: 0 };
      client.counts.set(operation, count);
      if (client.sharing !== undefined) await waitFor(client.sharing);
      const at = now();
      leak(count, at);
      const seconds = secondsUntilRoom(count.level);
      if (seconds > 0) return seconds;
      count.level += 1;
      if (shared === undefined) return 0;
      count.unshared += 1;
      if (client.sharing !== undefined || at - client.sharedAt < SHARE_EVERY) {
        plan(shared, name, client, at);
        return 0;
      }
      await waitFor(shareOnce(shared, name, client));
      // After the counts of other servers, this request may exceed the limit. The level already includes it.
      leak(count, now());
      return secondsUntilRoom(count.level - 1);
    },
  };
};
