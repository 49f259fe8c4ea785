/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A number from 0 up to 1, without 1. */
  next(): number;
  /** Whether something of this probability happens. */
  chance(probability: number): boolean;
  /** A whole number from 0 up to `limit`, without it. */
  below(limit: number): number;
  /** A time whose mean is `mean`: mostly short, now and then long, at most ten times as long. */
  time(mean: number): number;
  /** Another source, which this one decides. */
  fork(): Random;
}

/** The source of a seed (mulberry32). */
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
