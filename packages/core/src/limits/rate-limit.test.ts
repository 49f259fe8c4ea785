import { expect, test } from 'vitest';
import { EMPTY_AFTER, leaked, RATE_LIMIT, secondsUntilRoom } from './rate-limit.ts';

test('thirty a minute leak, and nothing below nothing', () => {
  expect([leaked(60, 0), leaked(60, 60_000), leaked(60, EMPTY_AFTER), leaked(60, 10 * EMPTY_AFTER)]).toEqual([
    60, 30, 0, 0,
  ]);
  expect(leaked(60, -60_000)).toBe(60);
});

test('there is room for the sixtieth at once, and for one more every two seconds', () => {
  expect([0, 59, 59.5, 60, 61].map(secondsUntilRoom)).toEqual([0, 0, 1, 2, 4]);
  const after = leaked(RATE_LIMIT.burst, secondsUntilRoom(RATE_LIMIT.burst) * 1_000);
  expect(secondsUntilRoom(after)).toBe(0);
});
