import { expect, test } from 'vitest';
import { newKnownLanes } from '../src/known-lanes.ts';
import type { KnownLanes } from '../src/known-lanes.ts';

const from = { topic: 'goldset.items', partition: 0 };

const START = Date.parse('2026-01-01T00:00:00.000Z');

const lanesOf = (lanes: KnownLanes): readonly (readonly [string, number])[] | undefined => {
  const known = lanes.known(from);
  return known && [...known];
};

test('what waits in lanes is asked once in a while, and counted in between', async () => {
  let [asked, at] = [0, START];
  const lanes = newKnownLanes(
    async () => {
      asked += 1;
      return [{ lane: 'a', messages: 2 }];
    },
    () => new Date(at),
  );
  lanes.change(from, 'a', 1);
  expect(lanesOf(lanes)).toBeUndefined();
  await lanes.read(from);
  lanes.change(from, 'a', -1);
  lanes.change(from, 'b', 1);
  await lanes.read(from);
  expect([asked, lanesOf(lanes)]).toEqual([
    1,
    [
      ['a', 1],
      ['b', 1],
    ],
  ]);
  lanes.change(from, 'a', -1);
  expect(lanesOf(lanes)).toEqual([['b', 1]]);
  at += 30_000;
  expect(lanesOf(lanes)).toBeUndefined();
  // What is counted of old lanes is not taken for new ones.
  lanes.change(from, 'b', -1);
  expect([[...(await lanes.read(from))], asked]).toEqual([[['a', 2]], 2]);
  lanes.keepOnly([from]);
  expect(lanesOf(lanes)).toEqual([['a', 2]]);
  lanes.keepOnly([]);
  expect(lanesOf(lanes)).toBeUndefined();
});

test('what was asked before the partitions changed is not kept', async () => {
  let answer: (lanes: readonly { readonly lane: string; readonly messages: number }[]) => void = () => undefined;
  const lanes = newKnownLanes(
    () => new Promise((resolve) => (answer = resolve)),
    () => new Date(START),
  );
  const read = lanes.read(from);
  // It went to another process, which may add to it, and came back.
  lanes.keepOnly([]);
  lanes.keepOnly([from]);
  answer([]);
  expect([[...(await read)], lanesOf(lanes)]).toEqual([[], undefined]);
});
