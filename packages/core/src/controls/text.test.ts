import { expect, it } from 'vitest';
import { parse } from '../kernel/index.ts';
import type { Fault, JsonObject } from '../kernel/index.ts';
import { text as kind, TextControl } from './text.ts';

const text = { kind: 'text', max_length: 3 };

const inShort = (faults: readonly Fault[]): readonly string[] =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`);
const controlOf = (options: object): TextControl => TextControl.parse({ name: 'c', source: 'text', ...options });
const answerFaults = (options: object, value: unknown, data: JsonObject = {}): readonly string[] =>
  inShort(kind.validate(controlOf(options), value, [], data));
const areEqual = (options: object, a: unknown, b: unknown): boolean => kind.equal(controlOf(options), a, b);
const controlFaults = (options: object): readonly string[] => {
  const parsed = parse(TextControl, { name: 'c', source: 'text', ...options });
  return parsed.ok ? [] : inShort(parsed.error);
};

it.each([
  [{}, []],
  [{ max_length: 0 }, ['/max_length range']],
  [{ max_length: 65_536 }, []],
  [{ max_length: 65_537 }, ['/max_length range']],
  [{ options: ['a'] }, ['/options unknown_field']],
])('with %j has the faults %j', (options, expected) => {
  expect(controlFaults({ ...text, ...options })).toEqual(expected);
});

it.each([
  ['', []],
  ['abc', []],
  ['𝄞𝄞𝄞', []],
  ['𝄞𝄞𝄞𝄞', [' length']],
  ['a\0b', [' encoding']],
  ['\ud83d', [' encoding']],
  [1, [' type']],
  [null, [' type']],
])('answered with %j has the faults %j', (value, expected) => {
  expect(answerFaults(text, value)).toEqual(expected);
});

it('has room for 10,000 characters where it does not say otherwise', () => {
  expect(answerFaults({ kind: 'text' }, 'x'.repeat(10_000))).toEqual([]);
  expect(answerFaults({ kind: 'text' }, 'x'.repeat(10_001))).toEqual([' length']);
});

it('compares character by character', () => {
  expect(areEqual(text, 'a', 'a')).toBe(true);
  expect(areEqual(text, 'a', 'A')).toBe(false);
});
