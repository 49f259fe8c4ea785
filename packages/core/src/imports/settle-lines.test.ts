import { expect, test } from 'vitest';
import { settleLines } from './settle-lines.ts';

const MANY = 1_000;

/** How many lines are looked at in all rounds, of which each settles what `settling` says of the places that it was given. */
const lookedAt = async (settling: (places: readonly number[]) => readonly number[]): Promise<number> => {
  let looked = 0;
  const outcomes = await settleLines(MANY, async (places) => {
    looked += places.length;
    return new Map(settling(places).map((place) => [place, place]));
  });
  expect(outcomes).toEqual(Array.from({ length: MANY }, (_, place) => place));
  return looked;
};

test('lines that settle at once are looked at once', async () => {
  expect(await lookedAt((places) => places)).toBe(MANY);
});

test('lines of which each waits for the one before it are not looked at in every round', async () => {
  expect(await lookedAt((places) => places.slice(0, 1))).toBeLessThan(4 * MANY);
});

test('after lines that settled one by one the others are soon looked at together', async () => {
  const rounds: number[] = [];
  await lookedAt((places) => {
    rounds.push(places.length);
    return places[0] !== undefined && places[0] < 5 ? places.slice(0, 1) : places;
  });
  expect(rounds.length).toBeLessThan(20);
});

test('rounds that settle nothing end the import only where many of them follow one another', async () => {
  let rounds = 0;
  await lookedAt((places) => {
    rounds += 1;
    return rounds % 50 === 0 ? places.slice(0, 40) : [];
  });
  await expect(settleLines(1, async () => new Map())).rejects.toThrow('settles nothing');
});
