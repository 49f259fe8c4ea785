import { expect, it } from 'vitest';
import { answerFaults, areEqual, controlFaults } from '../testing/try-control.ts';

const number = { kind: 'number' };

it.each([
  [{}, []],
  [{ min: 0.5, max: 0.5 }, []],
  [{ min: 1, max: 0 }, ['/max range']],
  [{ max: Number.POSITIVE_INFINITY }, ['/max type']],
  [{ min: 2 ** 53 }, ['/min range']],
  [{ min: null }, ['/min type']],
])('with %j has the faults %j', (options, expected) => {
  expect(controlFaults({ ...number, ...options })).toEqual(expected);
});

it.each([
  [0, []],
  [12.5, []],
  [-0.1, [' range']],
  [100.1, [' range']],
  ['12', [' type']],
  [Number.NaN, [' type']],
  [Number.POSITIVE_INFINITY, [' type']],
])('answered with %j has the faults %j', (value, expected) => {
  expect(answerFaults({ ...number, min: 0, max: 100 }, value)).toEqual(expected);
});

it('without bounds takes every number that Goldset can keep', () => {
  for (const value of [2 ** 53 - 1, -(2 ** 53 - 1), 5e-324, -0]) expect(answerFaults(number, value)).toEqual([]);
  for (const value of [2 ** 53, -1e300]) expect(answerFaults(number, value)).toEqual([' range']);
});

it('compares as a number', () => {
  expect(areEqual(number, 0, -0)).toBe(true);
  expect(areEqual(number, 0.1, 0.2)).toBe(false);
});
