/** A source of pseudo-random numbers, which are the same for the same seed. */
export interface Random {
  /** Returns a number from 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** Returns `true` with this probability. */
  chance(probability: number): boolean;
  /** Returns a whole number from 0 (inclusive) to `limit` (exclusive). */
  below(limit: number): number;
  /** Returns a time with the mean `mean`, exponentially distributed and limited to ten times `mean`. */
  time(mean: number): number;
  /** Returns another source, whose seed is drawn from this one. */
  fork(): Random;
}

/** Creates the source for a seed (mulberry32). */
export const newRandom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    chance: (probability) => next() < probability,
    below: (limit) => Math.floor(next() * limit),
    time: (mean) => mean * Math.min(10, -Math.log(1 - next())),
    fork: () => newRandom(Math.floor(next() * 2 ** 32)),
  };
};
