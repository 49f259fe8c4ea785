import { setTimeout as delay } from 'node:timers/promises';

/**
 * Resolves when `isSo` returns `true`, which is checked every `every` milliseconds; rejects after `patience`
 * milliseconds.
 */
export const until = async (isSo: () => boolean | Promise<boolean>, patience = 60_000, every = 10): Promise<void> => {
  const deadline = performance.now() + patience;
  while (!(await isSo())) {
    if (performance.now() > deadline)
      throw new Error(`It did not come to pass within ${patience} ms: ${isSo.toString()}`);
    await delay(every);
  }
};
