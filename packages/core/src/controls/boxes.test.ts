import { expect, it } from 'vitest';
import { parse } from '../kernel/index.ts';
import type { Fault, JsonObject } from '../kernel/index.ts';
import { boxes as kind, BoxesControl } from './boxes.ts';

const boxes = { kind: 'boxes', labels: ['A', 'B'] };
const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.4, label: 'A' };

const inShort = (faults: readonly Fault[]): readonly string[] =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`);
const controlOf = (options: object): BoxesControl => BoxesControl.parse({ name: 'c', source: 'text', ...options });
const answerFaults = (options: object, value: unknown, data: JsonObject = {}): readonly string[] =>
  inShort(kind.validate(controlOf(options), value, [], data));
const areEqual = (options: object, a: unknown, b: unknown): boolean => kind.equal(controlOf(options), a, b);
const controlFaults = (options: object): readonly string[] => {
  const parsed = parse(BoxesControl, { name: 'c', source: 'text', ...options });
  return parsed.ok ? [] : inShort(parsed.error);
};

it.each([
  [{}, []],
  [{ labels: [''] }, ['/labels/0 length']],
  [{ allow_overlap: true }, ['/allow_overlap unknown_field']],
])('with %j has the faults %j', (options, expected) => {
  expect(controlFaults({ ...boxes, ...options })).toEqual(expected);
});

it.each([
  [{}, []],
  [{ x: 0, y: 0, width: 1, height: 1 }, []],
  [{ x: 0.7, width: 0.3 }, []],
  [{ x: 0.58, width: 0.42000000000000004 }, []],
  [{ x: 0.8 }, ['/0/width range']],
  [{ y: 0.61 }, ['/0/height range']],
  [{ width: 0, height: -0.1 }, ['/0/width range', '/0/height range']],
  [{ x: -0.1, y: 1.1 }, ['/0/x range', '/0/y range']],
  [{ x: '0', label: 'C' }, ['/0/x type', '/0/label option']],
  [{ angle: 1 }, ['/0/angle unknown_field']],
])('answered with %j in a box has the faults %j', (fields, expected) => {
  expect(answerFaults(boxes, [{ ...box, ...fields }])).toEqual(expected);
});

it('is not overwhelmed by what is wrong', () => {
  const odd = { ...box, ...Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`f${n}`, n])) };
  expect(answerFaults(boxes, [odd])).toHaveLength(100);
  expect(
    answerFaults(
      boxes,
      Array.from({ length: 10_001 }, () => null),
    )[0],
  ).toBe(' length');
});

it('has no box twice', () => {
  expect(answerFaults(boxes, [box, { ...box, label: 'B' }, { ...box }])).toEqual(['/2 duplicate']);
  expect(
    answerFaults(boxes, [
      { ...box, x: 0 },
      { ...box, x: -0 },
    ]),
  ).toEqual(['/1 duplicate']);
});

it('compares as a set', () => {
  const other = { ...box, x: 0.2 };
  expect(areEqual(boxes, [box, other], [other, box])).toBe(true);
  expect(areEqual(boxes, [box], [other])).toBe(false);
});
