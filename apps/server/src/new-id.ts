import { randomBytes } from 'node:crypto';
import type { Id } from '@goldset/core';

const MAX_COUNT = 0xfff;
// Where a count begins, it leaves room for as many ids of the same millisecond.
const START = 0x7ff;
// To draw random bytes for each id is most of what an id costs.
const DRAWN_BYTES = 4096;
const DIGITS = 16;

/** Makes what makes ids: UUIDv7 (RFC 9562, method 1 of its monotonicity), each of which sorts after all that it made before. */
export const createIds = (now: () => number = Date.now): (() => Id) => {
  let time = 0;
  let prefix = '';
  let count = 0;
  let [drawn, place] = ['', 0];
  return () => {
    if (place === drawn.length) [drawn, place] = [randomBytes(DRAWN_BYTES).toString('hex'), 0];
    const from = place;
    place += DIGITS;
    const at = now();
    if (at > time || count === MAX_COUNT) {
      time = Math.max(at, time + 1);
      const hex = time.toString(16).padStart(12, '0');
      prefix = `${hex.slice(0, 8)}-${hex.slice(8)}-7`;
      count = Number.parseInt(drawn.slice(from, from + 3), 16) & START;
    } else {
      count += 1;
    }
    const variant = '89ab'[Number.parseInt(drawn.charAt(from), 16) & 3];
    return `${prefix}${count.toString(16).padStart(3, '0')}-${variant}${drawn.slice(from + 1, from + 4)}-${drawn.slice(from + 4, from + DIGITS)}`;
  };
};
