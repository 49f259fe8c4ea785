import { randomUUID } from 'node:crypto';
import type { Id } from '@goldset/core';

const MAX_COUNT = 0xfff;
// Where a count begins, it leaves room for as many ids of the same millisecond.
const START = 0x7ff;

/**
 * Makes what makes ids: UUIDv7 (RFC 9562, method 1 of its monotonicity), each of which sorts after all that it made before. The random
 * bits are those of `randomUUID`, which draws them many at a time: to draw them for each id is most of what an id costs.
 */
export const createIds = (now: () => number = Date.now): (() => Id) => {
  let time = 0;
  let prefix = '';
  let count = 0;
  return () => {
    const random = randomUUID();
    const at = now();
    if (at > time || count === MAX_COUNT) {
      time = Math.max(at, time + 1);
      const hex = time.toString(16).padStart(12, '0');
      prefix = `${hex.slice(0, 8)}-${hex.slice(8)}-7`;
      count = Number.parseInt(random.slice(0, 3), 16) & START;
    } else {
      count += 1;
    }
    return prefix + count.toString(16).padStart(3, '0') + random.slice(18);
  };
};
