import { expect, it } from 'vitest';
import { answerFaults, areEqual, controlFaults } from '../testing/try-control.ts';

const ranking = { kind: 'ranking', options: ['a', 'b', 'c'] };

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
