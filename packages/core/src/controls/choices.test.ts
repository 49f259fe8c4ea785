import { expect, it } from 'vitest';
import { parse } from '../kernel/index.ts';
import type { Fault, JsonObject } from '../kernel/index.ts';
import { choices as kind, ChoicesControl } from './choices.ts';

const choices = { kind: 'choices', options: ['a', 'b', 'c'] };

const inShort = (faults: readonly Fault[]): readonly string[] =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`);
const controlOf = (options: object): ChoicesControl => ChoicesControl.parse({ name: 'c', source: 'text', ...options });
const answerFaults = (options: object, value: unknown, data: JsonObject = {}): readonly string[] =>
  inShort(kind.validate(controlOf(options), value, [], data));
const areEqual = (options: object, a: unknown, b: unknown): boolean => kind.equal(controlOf(options), a, b);
const controlFaults = (options: object): readonly string[] => {
  const parsed = parse(ChoicesControl, { name: 'c', source: 'text', ...options });
  return parsed.ok ? [] : inShort(parsed.error);
};

it.each([
  [{}, []],
  [{ min: 3, max: 3 }, []],
  [{ options: [] }, ['/options length']],
  [{ options: ['a', 'a'] }, ['/options/1 duplicate']],
  [{ min: 2, max: 1 }, ['/max range']],
  [{ min: 4 }, ['/min range']],
  [{ max: 4 }, ['/max range']],
  [{ max: 0 }, ['/max range']],
  [{ min: 1.5 }, ['/min type']],
  [{ mn: 1 }, ['/mn unknown_field']],
])('with %j has the faults %j', (options, expected) => {
  expect(controlFaults({ ...choices, ...options })).toEqual(expected);
});

it.each([
  [[], []],
  [['c', 'a'], []],
  [['a', 'a'], ['/1 duplicate']],
  [
    ['a', 'z', 1],
    ['/1 option', '/2 type'],
  ],
  [['a', 'b', 'c', 'a'], [' length']],
  ['a', [' type']],
  [{ 0: 'a' }, [' type']],
])('answered with %j has the faults %j', (value, expected) => {
  expect(answerFaults(choices, value)).toEqual(expected);
});

it.each([
  [['a'], [' length']],
  [['a', 'b'], []],
  [['a', 'b', 'c'], [' length']],
])('with two to choose, answered with %j has the faults %j', (value, expected) => {
  expect(answerFaults({ ...choices, min: 2, max: 2 }, value)).toEqual(expected);
});

it('compares as a set', () => {
  expect(areEqual(choices, ['a', 'b'], ['b', 'a'])).toBe(true);
  expect(areEqual(choices, ['a', 'b'], ['a'])).toBe(false);
  expect(areEqual(choices, ['a', 'b'], ['a', 'c'])).toBe(false);
});
