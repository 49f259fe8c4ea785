import { expect, it } from 'vitest';
import { parse } from '../kernel/index.ts';
import type { Fault, JsonObject } from '../kernel/index.ts';
import { MAX_SHAPES } from './form.ts';
import { spans as kind, SpansControl } from './spans.ts';

const spans = { kind: 'spans', labels: ['A', 'B'] };
const data = { text: '𝄞bcdé', number: 5 };
const span = (start: unknown, end: unknown, label: unknown = 'A') => ({ start, end, label });

const inShort = (faults: readonly Fault[]): readonly string[] =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`);
const controlOf = (options: object): SpansControl => SpansControl.parse({ name: 'c', source: 'text', ...options });
const answerFaults = (options: object, value: unknown, data: JsonObject = {}): readonly string[] =>
  inShort(kind.validate(controlOf(options), value, [], data));
const areEqual = (options: object, a: unknown, b: unknown): boolean => kind.equal(controlOf(options), a, b);
const controlFaults = (options: object): readonly string[] => {
  const parsed = parse(SpansControl, { name: 'c', source: 'text', ...options });
  return parsed.ok ? [] : inShort(parsed.error);
};

it.each([
  [{}, []],
  [{ labels: [] }, ['/labels length']],
  [{ labels: ['A', 'A'] }, ['/labels/1 duplicate']],
  [{ allow_overlap: 'yes' }, ['/allow_overlap type']],
  [{ options: ['A'] }, ['/options unknown_field']],
])('with %j has the faults %j', (options, expected) => {
  expect(controlFaults({ ...spans, ...options })).toEqual(expected);
});

it.each([
  [[], []],
  [[span(0, 5)], []],
  [[span(2, 3), span(0, 2, 'B')], []],
  [[span(0, 6)], ['/0/end range']],
  [[span(5, 6)], ['/0/start range', '/0/end range']],
  [[span(2, 2)], ['/0/end range']],
  [[span(3, 2)], ['/0/end range']],
  [[span(-1, 2)], ['/0/start range']],
  [[span(0.5, '1', 'Z')], ['/0/start type', '/0/end type', '/0/label option']],
  [
    [
      { start: 0, end: 1 },
      { start: 0, label: 'A', of: 1 },
    ],
    ['/0/label required', '/1/end required', '/1/of unknown_field'],
  ],
  [
    [null, [0, 1, 'A']],
    ['/0 type', '/1 type'],
  ],
  [[span(0, 1), span(0, 1)], ['/1 duplicate']],
  [[span(0, 3), span(2, 4)], ['/1 range']],
  [[span(2, 4), span(0, 3)], ['/1 range']],
  [
    [span(1, 2), span(0, 5), span(3, 4)],
    ['/1 range', '/2 range'],
  ],
  [[span(0, 2), span(0, 2, 'B')], ['/1 range']],
  [{}, [' type']],
])('answered with %j has the faults %j', (value, expected) => {
  expect(answerFaults(spans, value, data)).toEqual(expected);
});

it('may overlap where it says so, but not be the same', () => {
  expect(answerFaults({ ...spans, allow_overlap: true }, [span(0, 3), span(2, 4), span(0, 3, 'B')], data)).toEqual([]);
  expect(answerFaults({ ...spans, allow_overlap: true }, [span(0, 3), span(0, 3)], data)).toEqual(['/1 duplicate']);
});

it.each(['number', 'missing', 'constructor', '__proto__'])(
  'refuses every answer where the item has no text under %j',
  (source) => {
    expect(answerFaults({ ...spans, source }, [], data)).toEqual([' type']);
  },
);

it(`takes ${MAX_SHAPES} spans and no more`, () => {
  const long = { text: 'x'.repeat(MAX_SHAPES + 1) };
  const many = Array.from({ length: MAX_SHAPES + 1 }, (_, n) => span(n, n + 1));
  expect(answerFaults(spans, many.slice(1), long)).toEqual([]);
  expect(answerFaults(spans, many, long)).toEqual([' length']);
});

it('compares as a set', () => {
  expect(areEqual(spans, [span(0, 1), span(1, 2)], [{ label: 'A', end: 2, start: 1 }, span(0, 1)])).toBe(true);
  expect(areEqual(spans, [span(0, 1)], [span(0, 1, 'B')])).toBe(false);
  expect(areEqual(spans, [span(0, 1)], [])).toBe(false);
});
