import { randomBytes } from 'node:crypto';
import type { Id } from '@goldset/core';

const MAX_COUNT = 0xfff;
// A count starts at a random number of at most this, so that at least 2,048 more ids fit into the same millisecond.
const START = 0x7ff;
// Drawing random bytes is most of the cost of an id, so they are drawn for many ids at once.
const IDS_DRAWN = 400;
const RANDOM_BYTES = 10;
const DIGITS = Buffer.from('0123456789abcdef');
// Positions in the text of an id: the first digit of the count, the digit with the variant, and the 15 random digits.
const COUNT = 15;
const VARIANT = 19;
const RANDOM = [20, 21, 22, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35] as const;

const digit = (number: number): number => DIGITS[number & 0xf] as number;

/**
 * Creates a generator of UUIDv7 (RFC 9562, with method 1 for monotonicity). Each id sorts after all earlier ids of the
 * same generator.
 */
export const createIds = (now: () => number = Date.now): (() => Id) => {
  // Digits are written into one buffer: a string that is concatenated from others keeps those in memory as long as
  // itself.
  const id = Buffer.from('00000000-0000-7000-8000-000000000000');
  let time = 0;
  let count = 0;
  let [drawn, place] = [randomBytes(IDS_DRAWN * RANDOM_BYTES), 0];
  return () => {
    if (place === drawn.length) [drawn, place] = [randomBytes(IDS_DRAWN * RANDOM_BYTES), 0];
    const at = now();
    if (at > time || count === MAX_COUNT) {
      time = Math.max(at, time + 1);
      const hex = time.toString(16).padStart(12, '0');
      id.write(`${hex.slice(0, 8)}-${hex.slice(8)}`, 'latin1');
      count = drawn.readUInt16BE(place + RANDOM_BYTES - 2) & START;
    } else {
      count += 1;
    }
    id[COUNT] = digit(count >> 8);
    id[COUNT + 1] = digit(count >> 4);
    id[COUNT + 2] = digit(count);
    id[VARIANT] = digit(8 | ((drawn[place] as number) & 3));
    for (let n = 0; n < RANDOM.length; n += 1) {
      const byte = drawn[place + ((n + 1) >> 1)] as number;
      id[RANDOM[n] as number] = digit(n % 2 === 0 ? byte >> 4 : byte);
    }
    place += RANDOM_BYTES;
    return id.toString('latin1');
  };
};
