import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { newEventKeys } from './event-keys.ts';

let hashed = 0;
const newKeys = (): ReturnType<typeof newEventKeys> =>
  newEventKeys((text) => {
    hashed += 1;
    return createHash('sha256').update(text).digest('hex');
  });

test('each source and id has a key of its own, of 128 bits, whatever came before', () => {
  const ids = [
    '',
    'a',
    'abc',
    'abcd',
    '\0\0\0\0',
    'é',
    'abcé',
    'xabcé',
    '0000',
    'item-0000',
    'item-00000000',
    'item-1',
    'item-10',
    'item-100',
    'item-1000',
    'item- 100',
    'item',
    'x'.repeat(255),
    '😀😀',
    '"],["',
  ];
  const names = ['/a', '/b', '/a","'].flatMap((source) => ids.map((id) => ({ source, id })));
  const keyOf = newKeys();
  const keys = names.map(keyOf);
  expect(keys.filter((key) => !/^[0-9a-f]{32}$/.test(key))).toEqual([]);
  expect(new Set(keys).size).toBe(names.length);
  expect(names.map((name) => newKeys()(name))).toEqual(keys);
  expect(names.toReversed().map(keyOf)).toEqual(keys.toReversed());
});

test('the keys of ids that count up lie side by side, and cost few hashes', () => {
  const keyOf = newKeys();
  hashed = 0;
  const keys = Array.from({ length: 10_000 }, (_, n) => keyOf({ source: '/a', id: `item-${100_000 + n}` }));
  expect(hashed).toBe(1);
  expect(keys.toSorted()).toEqual(keys);
});
