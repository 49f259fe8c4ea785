/**
 * The measurements of some rounds compared with their limit. Times are in seconds, rates per second, sizes in bytes.
 */
export interface Figure {
  /** The median of the ratios of the rounds. */
  readonly ratio: number;
  /** The smallest and the greatest ratio of a round. */
  readonly spread: readonly [number, number];
  /** The medians of the measurements. */
  readonly absolute: number;
  readonly limit: number;
}

/** The measurements of one round. */
export interface Round {
  readonly ours: number;
  readonly limit: number;
}

/** Returns the median: the middle number, or the mean of the two in the middle. */
export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
};

/**
 * Returns a percentile by nearest rank: the smallest number that is not exceeded by this share of all. With 0.99 it is
 * the 99th percentile.
 */
export const shareOf = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length * share) - 1] ?? Number.NaN;

/** Returns the figure of some rounds; the ratio is `ours` divided by `limit`. */
export const figureOf = (rounds: readonly Round[]): Figure => {
  const ratios = rounds.map((one) => one.ours / one.limit);
  return {
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    absolute: median(rounds.map((one) => one.ours)),
    limit: median(rounds.map((one) => one.limit)),
  };
};

/**
 * Measures both works directly after one another, with alternating order from round to round, so that a machine that
 * becomes slower or warmer affects both. Both return the same kind of number.
 */
export const measureRound = async (
  round: number,
  ours: () => Promise<number>,
  limit: () => Promise<number>,
): Promise<Round> => {
  if (round % 2 === 0) return { ours: await ours(), limit: await limit() };
  const beside = await limit();
  return { ours: await ours(), limit: beside };
};

/** Measures both works in each of `rounds` rounds. */
export const measureBeside = async (
  rounds: number,
  ours: (round: number) => Promise<number>,
  limit: (round: number) => Promise<number>,
): Promise<Figure> => {
  const seen: Round[] = [];
  for (let round = 0; round < rounds; round += 1)
    seen.push(
      await measureRound(
        round,
        () => ours(round),
        () => limit(round),
      ),
    );
  return figureOf(seen);
};
