/** How long is waited before something is tried again, in milliseconds: the first pause, which doubles with each failure, and the longest one. */
export interface RetryPolicy {
  readonly first: number;
  readonly most: number;
}

/** The retry policies of this project's own loops, by what is tried again. Drivers have settings of their own. */
export const retryPolicies = {
  /** What has to succeed in the end: a message while the store is away, a batch that was rejected, a lease, events that are to be published. */
  untilDone: { first: 100, most: 30_000 },
  /** A consumer that has lost its connection joins its group again. */
  reconnecting: { first: 250, most: 15_000 },
  /** An offset is committed while its coordinator is away. */
  committing: { first: 300, most: 2400 },
} as const satisfies Readonly<Record<string, RetryPolicy>>;

/** The pause after so many failures in a row, in milliseconds: exponential backoff, less up to half of it by chance. */
export const backOff = ({ first, most }: RetryPolicy, failures: number, random: () => number): number =>
  Math.ceil(Math.min(most, first * 2 ** Math.min(Math.max(0, failures - 1), 16)) * (1 - random() / 2));
