import { expect, it } from 'vitest';
import { parse } from '../kernel/index.ts';
import type { Fault, JsonObject } from '../kernel/index.ts';
import { rating as kind, RatingControl } from './rating.ts';

const rating = { kind: 'rating' };

const inShort = (faults: readonly Fault[]): readonly string[] =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`);
const controlOf = (options: object): RatingControl => RatingControl.parse({ name: 'c', source: 'text', ...options });
const answerFaults = (options: object, value: unknown, data: JsonObject = {}): readonly string[] =>
  inShort(kind.validate(controlOf(options), value, [], data));
const areEqual = (options: object, a: unknown, b: unknown): boolean => kind.equal(controlOf(options), a, b);
const controlFaults = (options: object): readonly string[] => {
  const parsed = parse(RatingControl, { name: 'c', source: 'text', ...options });
  return parsed.ok ? [] : inShort(parsed.error);
};

it.each([
  [{}, []],
  [{ min: 0, max: 1, step: 0.1 }, []],
  [{ min: -1.5, max: 1.5, step: 0.75 }, []],
  [{ min: 3, max: 3 }, []],
  [{ min: 0, max: 999 }, []],
  [{ min: 0, max: 1000 }, ['/step range']],
  [{ min: 6 }, ['/max range']],
  [{ step: 0 }, ['/step range']],
  [{ step: -1 }, ['/step range']],
  [{ step: 3 }, ['/step range']],
  [{ min: 0, max: 1, step: 0.3 }, ['/step range']],
  [{ min: 0.0001 }, ['/min range']],
  [{ max: 1_000_001 }, ['/max range']],
  [{ max: '5' }, ['/max type']],
])('with %j has the faults %j', (options, expected) => {
  expect(controlFaults({ ...rating, ...options })).toEqual(expected);
});

it.each([
  [1, []],
  [5, []],
  [0, [' range']],
  [6, [' range']],
  [1.5, [' range']],
  ['1', [' type']],
  [null, [' type']],
])('answered with %j has the faults %j', (value, expected) => {
  expect(answerFaults(rating, value)).toEqual(expected);
});

it('takes every decimal grade as it is written', () => {
  for (const grade of [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    expect(answerFaults({ ...rating, min: 0, max: 1, step: 0.1 }, grade)).toEqual([]);
  expect(answerFaults({ ...rating, min: 0, max: 1, step: 0.1 }, 0.25)).toEqual([' range']);
});

it('compares as a number', () => {
  expect(areEqual(rating, 1, 1.0)).toBe(true);
  expect(areEqual(rating, 1, 2)).toBe(false);
});
