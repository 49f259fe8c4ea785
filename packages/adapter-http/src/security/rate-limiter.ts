import { EMPTY_AFTER, leaked, secondsUntilRoom } from '@goldset/core/adapter';
import type { RateLimitsRepository } from '@goldset/core/adapter';

/** Says who asks too often. */
export interface RateLimiter {
  /** Counts one request of a client for an operation; resolves to 0 where it may be served, else to the seconds after which the next one may. What memory refuses is not counted. */
  take(client: string, operation: string): Promise<number>;
  /** How many clients are remembered. */
  size(): number;
}

/** How a rate limiter is set up. */
export interface RateLimiterOptions {
  /** What all servers count together; without it each counts for itself. */
  readonly shared?: RateLimitsRepository | undefined;
  /** Is told that what is shared could not be read. */
  readonly onFault?: (error: unknown) => void;
  /** Milliseconds. */
  readonly now?: () => number;
  /** How many clients are remembered at most (10,000): of more, those that asked longest ago are forgotten here, and counted on in what is shared. */
  readonly clients?: number;
  /** Does something later; it must not keep the program running. */
  readonly later?: (milliseconds: number, work: () => void) => void;
}

interface Count {
  level: number;
  at: number;
  /** What is not in what is shared yet. */
  unshared: number;
}

interface Client {
  readonly counts: Map<string, Count>;
  /** When it was shared last, or tried to be. */
  sharedAt: number;
  sharing: Promise<void> | undefined;
  isPlanned: boolean;
}

/** The milliseconds between two times at which what is counted of one client is shared. */
const SHARE_EVERY = 1_000;

/** For how many milliseconds a request waits to hear what others have counted. */
const PATIENCE = 500;

const laterByTimer = (milliseconds: number, work: () => void): void => void setTimeout(work, milliseconds).unref();

/**
 * Counts requests in memory, and shares the counts at most once a second for each client: the first request of a second waits for what other servers
 * have counted, all others are decided by memory, and so is everything while what is shared is away.
 */
export const createRateLimiter = ({
  shared,
  onFault = () => undefined,
  now = Date.now,
  clients: most = 10_000,
  later = laterByTimer,
}: RateLimiterOptions): RateLimiter => {
  // In the order in which they asked last.
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
      // What leaked before it was shared is of no more interest.
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
        // What was asked meanwhile comes on top. Less than what was counted here can be no more than a clock that differs.
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
      // What others counted may leave no room for this one, which is in the level already.
      leak(count, now());
      return secondsUntilRoom(count.level - 1);
    },
  };
};
