import { expect, it } from 'vitest';
import { parse } from '../kernel/index.ts';
import type { Fault, JsonObject } from '../kernel/index.ts';
import { number as kind, NumberControl } from './number.ts';

const number = { kind: 'number' };

const inShort = (faults: readonly Fault[]): readonly string[] =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`);
const controlOf = (options: object): NumberControl => NumberControl.parse({ name: 'c', source: 'text', ...options });
const answerFaults = (options: object, value: unknown, data: JsonObject = {}): readonly string[] =>
  inShort(kind.validate(controlOf(options), value, [], data));
const areEqual = (options: object, a: unknown, b: unknown): boolean => kind.equal(controlOf(options), a, b);
const controlFaults = (options: object): readonly string[] => {
  const parsed = parse(NumberControl, { name: 'c', source: 'text', ...options });
  return parsed.ok ? [] : inShort(parsed.error);
};

it.each([
  [{}, []],
  [{ min: 0.5, max: 0.5 }, []],
  [{ min: 1, max: 0 }, ['/max range']],
  [{ max: Number.POSITIVE_INFINITY }, ['/max type']],
  [{ min: 2 ** 53 }, ['/min range']],
  [{ min: null }, []],
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
