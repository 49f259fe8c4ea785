/** How often one client may ask for one operation without a token: in the long run, and at once. */
export const RATE_LIMIT = { per_minute: 30, burst: 60 } as const;

const PER_MILLISECOND = RATE_LIMIT.per_minute / 60_000;

/** The level of a leaky bucket after some milliseconds in which nothing came. A clock that was set back takes nothing away. */
export const leaked = (level: number, milliseconds: number): number =>
  Math.max(0, level - Math.max(0, milliseconds) * PER_MILLISECOND);

/** In how many whole seconds one more fits above a level; 0 where it does now. */
export const secondsUntilRoom = (level: number): number =>
  level + 1 <= RATE_LIMIT.burst ? 0 : Math.max(1, Math.ceil((level + 1 - RATE_LIMIT.burst) / PER_MILLISECOND / 1_000));

/** After how many milliseconds a bucket that was full is empty. */
export const EMPTY_AFTER = RATE_LIMIT.burst / PER_MILLISECOND;
