import { figureOf, median } from './beside.ts';
import type { Figure } from './beside.ts';

/** Work that is measured repeatedly; resolves to how long it took. */
export type Work = () => Promise<number>;

/** The medians of each round, by the name of the work. */
export type Rounds<Name extends string> = Readonly<Record<Name, readonly number[]>>;

/**
 * Runs the works in turn, each `times` times in each round, so that disturbances of the machine affect all of them. The
 * order rotates, so that each work is first, second and so on about equally often.
 */
export const measureByTurns = async <Name extends string>(
  rounds: number,
  times: number,
  works: Readonly<Record<Name, Work>>,
): Promise<Rounds<Name>> => {
  const names = Object.keys(works) as Name[];
  const medians = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    const took = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
    for (let time = 0; time < times; time += 1) {
      for (let turn = 0; turn < names.length; turn += 1) {
        const name = names[(time + turn) % names.length] as Name;
        took[name].push(await works[name]());
      }
    }
    for (const name of names) medians[name].push(median(took[name]));
  }
  return medians;
};

/** Returns the figure that compares two measurements, round by round. */
export const figureBeside = (ours: readonly number[], limit: readonly number[]): Figure =>
  figureOf(ours.map((one, round) => ({ ours: one, limit: limit[round] ?? Number.NaN })));
