import type { Timestamp } from '../kernel/index.ts';

/** The requests of a client for one operation, as the level of a leaky bucket. */
export interface RateLevel {
  readonly operation: string;
  readonly level: number;
}

/**
 * Counts requests without a token, for all servers together. A client is identified by any text, such as an address.
 */
export interface RateLimitsRepository {
  /**
   * Must do all of this in one statement: let the stored levels of a client leak until `at` (`leaked`), add the new
   * requests, and resolve to the resulting levels, one for each operation that was named. Concurrent calls are added
   * one after the other. If `at` is before the stored time, nothing leaks.
   */
  add(client: string, asked: readonly RateLevel[], at: Timestamp): Promise<readonly RateLevel[]>;
  /**
   * Must remove at most `limit` buckets that are empty at `at`, and resolve to the number removed, which is less than
   * `limit` if none is left.
   */
  removeEmpty(at: Timestamp, limit: number): Promise<number>;
}
