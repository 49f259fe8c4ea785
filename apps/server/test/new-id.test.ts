import { isId } from '@goldset/core';
import { expect, test } from 'vitest';
import { createIds } from '../src/new-id.ts';

test('each id sorts after those before, however many there are in a millisecond and wherever the clock goes', () => {
  const times = [1_000, 1_000, 5, 2_000];
  const newId = createIds(() => times[0] ?? 0);
  const ids = times.flatMap(() => {
    const some = Array.from({ length: 10_000 }, newId);
    times.shift();
    return some;
  });
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('an id is a UUIDv7 that says when it was made', () => {
  const at = Date.UTC(2026, 10, 23);
  const id = createIds(() => at)();
  expect(isId(id)).toBe(true);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(at);
});

test('the random part of an id differs in each of its digits, and from where the count of a millisecond begins', () => {
  let at = 0;
  const newId = createIds(() => (at += 1));
  const ids = Array.from({ length: 2_000 }, () => newId().replaceAll('-', ''));
  // The digit with the variant has two random bits, so four values.
  for (let place = 16; place < 32; place += 1)
    expect(new Set(ids.map((id) => id[place])).size).toBe(place === 16 ? 4 : 16);
  for (const counted of [13, 14, 15]) {
    for (let place = 17; place < 32; place += 1)
      expect(ids.filter((id) => id[counted] === id[place]).length).toBeLessThan(ids.length / 4);
  }
});
