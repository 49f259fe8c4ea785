import { hexAt } from './json-tokens.ts';
import { binaryOfCodePoint, binaryText } from './utf8.ts';

/** The names in the open objects of a JSON text. */
export interface JsonNames {
  readonly begin: (bytes: Uint8Array) => void;
  /** An object begins inside the innermost one. */
  readonly open: () => void;
  readonly close: () => void;
  /**
   * Adds a name (the bytes between its quotes) to the innermost object. Returns whether the object has the name
   * already, with or without escapes.
   */
  readonly add: (from: number, to: number, isEscaped: boolean) => boolean;
}

// Up to this many names are compared one by one, which is faster than a set.
const FEW = 16;

const BACKSLASH = 0x5c;
const U = 0x75;
const SHORT_ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;

/** The same text for every way to write a name: its UTF-8 without escapes, one character for each byte. */
const plainText = (bytes: Uint8Array, from: number, to: number): string => {
  let text = '';
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte !== BACKSLASH) {
      text += String.fromCharCode(byte);
      continue;
    }
    at += 1;
    if (bytes[at] !== U) {
      const letter = String.fromCharCode(bytes[at] as number);
      text += SHORT_ESCAPES[letter] ?? letter;
      continue;
    }
    const unit = hexAt(bytes, at + 1);
    at += 4;
    if (isHigh(unit) && bytes[at + 1] === BACKSLASH && bytes[at + 2] === U) {
      text += binaryOfCodePoint(0x10000 + ((unit & 0x3ff) << 10) + (hexAt(bytes, at + 3) & 0x3ff));
      at += 6;
    } else {
      text += binaryOfCodePoint(unit);
    }
  }
  return text;
};

/** Makes the store of the names of open objects, which `JsonScanner` uses to find duplicates. */
export const newJsonNames = (): JsonNames => {
  let bytes: Uint8Array = new Uint8Array();
  // The names of all open objects that have few, one object after the other.
  const from: number[] = [];
  const to: number[] = [];
  const firsts: number[] = [];
  // The names of an open object that has many names, or a name with escapes.
  const sets: (Set<string> | undefined)[] = [];
  let count = 0;
  let open = 0;

  const isSame = (place: number, start: number, length: number): boolean => {
    const other = from[place] as number;
    if ((to[place] as number) - other !== length) return false;
    for (let at = 0; at < length; at += 1) if (bytes[other + at] !== bytes[start + at]) return false;
    return true;
  };

  const addTo = (set: Set<string>, text: string): boolean => {
    if (set.has(text)) return true;
    set.add(text);
    return false;
  };

  return {
    begin: (of) => {
      bytes = of;
      count = 0;
      open = 0;
    },
    open: () => {
      firsts[open] = count;
      sets[open] = undefined;
      open += 1;
    },
    close: () => {
      open -= 1;
      count = firsts[open] as number;
      sets[open] = undefined;
    },
    add: (start, stop, isEscaped) => {
      const first = firsts[open - 1] as number;
      const set = sets[open - 1];
      if (set !== undefined)
        return addTo(set, isEscaped ? plainText(bytes, start, stop) : binaryText(bytes, start, stop));
      if (isEscaped || count - first === FEW) {
        const names = new Set<string>();
        for (let place = first; place < count; place += 1)
          names.add(binaryText(bytes, from[place] as number, to[place] as number));
        sets[open - 1] = names;
        return addTo(names, isEscaped ? plainText(bytes, start, stop) : binaryText(bytes, start, stop));
      }
      for (let place = first; place < count; place += 1) if (isSame(place, start, stop - start)) return true;
      from[count] = start;
      to[count] = stop;
      count += 1;
      return false;
    },
  };
};
