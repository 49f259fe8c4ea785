import { expect, it } from 'vitest';
import { parse } from '../kernel/index.ts';
import type { Fault, JsonObject } from '../kernel/index.ts';
import { polygons as kind, PolygonsControl } from './polygons.ts';

const polygons = { kind: 'polygons', labels: ['A'] };
const triangle = [
  [0, 0],
  [1, 0],
  [0.5, 1],
];

const inShort = (faults: readonly Fault[]): readonly string[] =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`);
const controlOf = (options: object): PolygonsControl =>
  PolygonsControl.parse({ name: 'c', source: 'text', ...options });
const answerFaults = (options: object, value: unknown, data: JsonObject = {}): readonly string[] =>
  inShort(kind.validate(controlOf(options), value, [], data));
const areEqual = (options: object, a: unknown, b: unknown): boolean => kind.equal(controlOf(options), a, b);
const controlFaults = (options: object): readonly string[] => {
  const parsed = parse(PolygonsControl, { name: 'c', source: 'text', ...options });
  return parsed.ok ? [] : inShort(parsed.error);
};

it.each([
  [{}, []],
  [{ labels: 'A' }, ['/labels type']],
])('with %j has the faults %j', (options, expected) => {
  expect(controlFaults({ ...polygons, ...options })).toEqual(expected);
});

it.each([
  [triangle, []],
  [triangle.slice(1), ['/0/points length']],
  [
    [[0], [0, 0, 0], [0, 1.5]],
    ['/0/points/0 length', '/0/points/1 length', '/0/points/2/1 range'],
  ],
  [[...triangle, [0, '1']], ['/0/points/3/1 type']],
  [[...triangle, { x: 0, y: 0 }], ['/0/points/3 type']],
  [null, ['/0/points type']],
])('answered with the points %j has the faults %j', (points, expected) => {
  expect(answerFaults(polygons, [{ points, label: 'A' }])).toEqual(expected);
});

it('has no polygon twice', () => {
  expect(
    answerFaults(polygons, [
      { points: triangle, label: 'A' },
      { label: 'A', points: triangle },
    ]),
  ).toEqual(['/1 duplicate']);
});

it('compares as a set of polygons, each with its points in order', () => {
  const [one, other] = [
    { points: triangle, label: 'A' },
    { points: triangle.toReversed(), label: 'A' },
  ];
  expect(areEqual(polygons, [one, other], [other, one])).toBe(true);
  expect(areEqual(polygons, [one], [other])).toBe(false);
});
