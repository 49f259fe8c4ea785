import { expect, test } from 'vitest';
import { createPoolCounter } from '../src/pool-use.ts';

test('what is more than there are connections waits, until what came before has ended, well or not', async () => {
  const pool = createPoolCounter(2);
  const ends: (() => void)[] = [];
  const ask = (fails = false): Promise<void> =>
    pool.counting(() => new Promise<void>((resolve, reject) => void ends.push(fails ? () => reject(new Error('failed')) : resolve)));
  expect(pool.use()).toEqual({ max: 2, inUse: 0, waiting: 0 });
  const all = [ask(true), ask(), ask()];
  expect(pool.use()).toEqual({ max: 2, inUse: 2, waiting: 1 });
  ends[0]?.();
  await expect(all[0]).rejects.toThrow('failed');
  expect(pool.use()).toEqual({ max: 2, inUse: 2, waiting: 0 });
  for (const end of ends) end();
  await Promise.all(all.slice(1));
  expect(pool.use()).toEqual({ max: 2, inUse: 0, waiting: 0 });
  await expect(
    pool.counting(() => {
      throw new Error('at once');
    }),
  ).rejects.toThrow('at once');
  expect(pool.use()).toEqual({ max: 2, inUse: 0, waiting: 0 });
});
