import type { EventName } from '../kernel/index.ts';

const TAIL = 4;
const PLAIN = /^[!-~]{4}$/;
const NO_TAIL = '00000000';
const DIGEST_DIGITS = 24;

const HEX = Array.from({ length: 128 }, (_, code) => code.toString(16).padStart(2, '0'));

const hexOf = (plain: string): string => {
  let hex = '';
  for (let place = 0; place < plain.length; place += 1) hex += HEX[plain.charCodeAt(place)];
  return hex;
};

/**
 * Creates the function that gives events their keys: 32 hexadecimal digits that differ for each source and id. A key
 * ends with the last four characters of the id, unchanged, after 96 bits of the SHA-256 of everything else. Most ids
 * count up, so their keys are next to each other: for a batch, the index reads and writes a few pages instead of
 * hundreds, and one hash serves thousands of ids. `hash` returns the SHA-256 of a text as hexadecimal digits.
 */
export const newEventKeys = (hash: (text: string) => string): ((event: EventName) => string) => {
  let last: { readonly source: string; readonly head: string; readonly digest: string } | undefined;
  return ({ source, id }) => {
    const tail = id.slice(-TAIL);
    const isPlain = PLAIN.test(tail);
    const head = isPlain ? id.slice(0, -TAIL) : id;
    if (last?.source !== source || last.head !== head)
      last = { source, head, digest: hash(JSON.stringify([source, head])).slice(0, DIGEST_DIGITS) };
    return last.digest + (isPlain ? hexOf(tail) : NO_TAIL);
  };
};
