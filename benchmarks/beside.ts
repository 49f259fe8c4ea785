/** What was measured in some rounds, beside its limit. Times are seconds, rates are per second, sizes are bytes. */
export interface Figure {
  /** The median of the ratios of the rounds. */
  readonly ratio: number;
  /** The least and the greatest ratio of a round. */
  readonly spread: readonly [number, number];
  /** The medians of what was measured. */
  readonly absolute: number;
  readonly limit: number;
}

/** What one round measured. */
export interface Round {
  readonly ours: number;
  readonly limit: number;
}

/** The middle one of some numbers, or the mean of the two in the middle. */
export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
};

/** The least of some numbers that so large a share of them does not exceed (nearest rank): 0.99 is the 99th percentile. */
export const shareOf = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length * share) - 1] ?? Number.NaN;

/** The figure of some rounds; the ratio is `ours` by `limit`. */
export const figureOf = (rounds: readonly Round[]): Figure => {
  const ratios = rounds.map((one) => one.ours / one.limit);
  return {
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    absolute: median(rounds.map((one) => one.ours)),
    limit: median(rounds.map((one) => one.limit)),
  };
};

/** Measures both things, one straight after the other, and each of them first in every other round, so that a machine that gets slower or warmer is so for both. Both give the same kind of figure. */
export const measureRound = async (
  round: number,
  ours: () => Promise<number>,
  limit: () => Promise<number>,
): Promise<Round> => {
  if (round % 2 === 0) return { ours: await ours(), limit: await limit() };
  const beside = await limit();
  return { ours: await ours(), limit: beside };
};

/** Measures both things in each of `rounds` rounds. */
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
