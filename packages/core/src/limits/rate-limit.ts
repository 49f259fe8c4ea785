/**
 * The rate limit of one client for one operation without a token: requests per minute in the long run, and requests at
 * once.
 */
export const RATE_LIMIT = { per_minute: 30, burst: 60 } as const;

const PER_MILLISECOND = RATE_LIMIT.per_minute / 60_000;

/** The level of a leaky bucket after some milliseconds without requests. A clock that was set back changes nothing. */
export const leaked = (level: number, milliseconds: number): number =>
  Math.max(0, level - Math.max(0, milliseconds) * PER_MILLISECOND);

/** The whole seconds until a bucket at this level has space for one more request; 0 if it has space now. */
export const secondsUntilRoom = (level: number): number =>
  level + 1 <= RATE_LIMIT.burst ? 0 : Math.max(1, Math.ceil((level + 1 - RATE_LIMIT.burst) / PER_MILLISECOND / 1_000));

/** The milliseconds after which a full bucket is empty. */
export const EMPTY_AFTER = RATE_LIMIT.burst / PER_MILLISECOND;
