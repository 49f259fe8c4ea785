import { isNoRoom } from '@goldset/core/adapter';
import { describe, expect, test, vi } from 'vitest';
import { newRooms } from '../src/response/rooms.ts';

const ANN = '00000000-0000-7000-8000-00000000000a';
const BOB = '00000000-0000-7000-8000-00000000000b';
const EVE = '00000000-0000-7000-8000-00000000000e';

const settled = async (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<false>((resolve) => void setImmediate(() => resolve(false)))]);

describe('rooms for heavy answers', () => {
  test('admit so many at once, and the next one when one has left', async () => {
    const rooms = newRooms({ places: 2, placesPerUser: 2 });
    const leave = await rooms.enter(ANN);
    await rooms.enter(BOB);
    const third = rooms.enter(EVE);
    expect(await settled(third)).toBe(false);
    leave();
    leave();
    expect(await settled(third)).toBe(true);
    expect(await settled(rooms.enter(ANN))).toBe(false);
  });

  test('let nobody who has as many as one may keep others waiting', async () => {
    const rooms = newRooms({ places: 3, placesPerUser: 1 });
    const leave = await rooms.enter(ANN);
    const again = rooms.enter(ANN);
    expect(await settled(again)).toBe(false);
    expect(await settled(rooms.enter(BOB))).toBe(true);
    leave();
    expect(await settled(again)).toBe(true);
  });

  test('turn away who waits too long, and who would have to wait behind too many', async () => {
    vi.useFakeTimers();
    try {
      const rooms = newRooms({ places: 1, patience: 5_000, waiting: 1 });
      const leave = await rooms.enter(ANN);
      const late = rooms.enter(BOB).catch((error: unknown) => error);
      expect(isNoRoom(await rooms.enter(EVE).catch((error: unknown) => error))).toBe(true);
      vi.advanceTimersByTime(5_000);
      expect(isNoRoom(await late)).toBe(true);
      leave();
      await rooms.enter(EVE);
    } finally {
      vi.useRealTimers();
    }
  });
});
