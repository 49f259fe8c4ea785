import { figureOf, median } from './beside.ts';
import type { Figure } from './beside.ts';

/** Something that is measured again and again: resolves to how long it took. */
export type Work = () => Promise<number>;

/** The medians of each round, by the name of the work. */
export type Rounds<Name extends string> = Readonly<Record<Name, readonly number[]>>;

/** Does each work in turn, so often in each of so many rounds, so that whatever happens to the machine happens to all; each of them comes first, second and so on as often as the others. */
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

/** What was measured on one beside the other, round by round. */
export const figureBeside = (ours: readonly number[], limit: readonly number[]): Figure =>
  figureOf(ours.map((one, round) => ({ ours: one, limit: limit[round] ?? Number.NaN })));
