import { expect, it } from 'vitest';
import { parse } from '../kernel/index.ts';
import type { Fault, JsonObject } from '../kernel/index.ts';
import { ranking as kind, RankingControl } from './ranking.ts';

const ranking = { kind: 'ranking', options: ['a', 'b', 'c'] };

const inShort = (faults: readonly Fault[]): readonly string[] =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`);
const controlOf = (options: object): RankingControl => RankingControl.parse({ name: 'c', source: 'text', ...options });
const answerFaults = (options: object, value: unknown, data: JsonObject = {}): readonly string[] =>
  inShort(kind.validate(controlOf(options), value, [], data));
const areEqual = (options: object, a: unknown, b: unknown): boolean => kind.equal(controlOf(options), a, b);
const controlFaults = (options: object): readonly string[] => {
  const parsed = parse(RankingControl, { name: 'c', source: 'text', ...options });
  return parsed.ok ? [] : inShort(parsed.error);
};

it.each([
  [{}, []],
  [{ options: [] }, ['/options length']],
  [{ options: ['a', 'b', 'a'] }, ['/options/2 duplicate']],
])('with %j has the faults %j', (options, expected) => {
  expect(controlFaults({ ...ranking, ...options })).toEqual(expected);
});

it.each([
  [['b', 'a', 'c'], []],
  [['a', 'b'], [' length']],
  [['a', 'b', 'a'], ['/2 duplicate']],
  [['a', 'b', 'z'], ['/2 option']],
  [['a', 'b', 'c', 'a'], [' length']],
  [[], [' length']],
  ['abc', [' type']],
])('answered with %j has the faults %j', (value, expected) => {
  expect(answerFaults(ranking, value)).toEqual(expected);
});

it('compares in order', () => {
  expect(areEqual(ranking, ['a', 'b', 'c'], ['a', 'b', 'c'])).toBe(true);
  expect(areEqual(ranking, ['a', 'b', 'c'], ['b', 'a', 'c'])).toBe(false);
});
