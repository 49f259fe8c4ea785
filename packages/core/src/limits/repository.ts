import type { Timestamp } from '../kernel/index.ts';

/** What a client has asked for an operation, as the level of a leaky bucket. */
export interface RateLevel {
  readonly operation: string;
  readonly level: number;
}

/** How often clients ask without a token, counted by all servers together. A client is any text, such as an address. */
export interface RateLimitsRepository {
  /**
   * Must let what is kept of a client leak until `at` (`leaked`), add what was asked since, all in one statement, and resolve to the levels then, one for each
   * operation that was named. What is asked at once is added one after the other. An `at` before the one that is kept leaks nothing.
   */
  add(client: string, asked: readonly RateLevel[], at: Timestamp): Promise<readonly RateLevel[]>;
  /** Must remove at most `limit` of those that are empty at `at`, and resolve to how many these were: fewer than `limit` when none is left. */
  removeEmpty(at: Timestamp, limit: number): Promise<number>;
}
