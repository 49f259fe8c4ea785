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
 * Makes what gives events their keys: 32 hexadecimal digits, others for each source and id. The last four characters of
 * the id stand at the end as they are, behind 96 bits of the SHA-256 of all the rest: ids that count up, as most do, have
 * keys that lie side by side, so that what an index must read and write for a batch is a few pages instead of hundreds,
 * and one hash serves thousands of them. `hash` gives the SHA-256 of a text as hexadecimal digits.
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
