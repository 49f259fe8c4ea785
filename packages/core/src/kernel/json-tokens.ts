import type { SyntaxPlace } from './json-syntax.ts';

/**
 * Finds the ends of the tokens of a JSON text in UTF-8. Returns -1 for an invalid token; `wrongAt` and `wrongAs` then
 * say where and what is wrong.
 */
export interface JsonTokens {
  readonly begin: (bytes: Uint8Array) => void;
  /**
   * The position of the quote that ends the string whose content begins at `from`. Afterwards `hasEscape` and
   * `isUnclean` describe the string.
   */
  readonly stringEnd: (from: number) => number;
  /**
   * The position after the number that begins at `from`. Afterwards `isLarge` says whether the number could be out of
   * bounds.
   */
  readonly numberEnd: (from: number) => number;
  /** The position after the `true`, `false` or `null` that begins at `from`. */
  readonly wordEnd: (from: number) => number;
  readonly hasEscape: () => boolean;
  /** Whether the string has an escape for a NUL or for a lone surrogate. */
  readonly isUnclean: () => boolean;
  readonly isLarge: () => boolean;
  readonly wrongAt: () => number;
  readonly wrongAs: () => SyntaxPlace;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const LOWER_CASE = 0x20;
const LETTER_E = 0x65;
const LETTER_U = 0x75;

// A whole number of fewer digits than this is within ±(2⁵³−1).
const FEW_DIGITS = 16;

const WORDS = new Map(
  ['true', 'false', 'null'].map((word) => [word.charCodeAt(0), Array.from(word, (letter) => letter.charCodeAt(0))]),
);

const ESCAPED = new Set(Array.from('"\\/bfnrt', (letter) => letter.charCodeAt(0)));

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= ZERO && byte <= NINE;

const digitOf = (byte: number | undefined): number => {
  if (isDigit(byte)) return (byte as number) - ZERO;
  const letter = (byte ?? 0) | LOWER_CASE;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
};

/** The value of four hexadecimal digits; -1 if there are not four. */
export const hexAt = (bytes: Uint8Array, from: number): number => {
  let number = 0;
  for (let at = from; at < from + 4; at += 1) {
    const digit = digitOf(bytes[at]);
    if (digit === -1) return -1;
    number = number * 16 + digit;
  }
  return number;
};

/** Makes a tokenizer, which can read several texts one after the other. */
export const newJsonTokens = (): JsonTokens => {
  let bytes: Uint8Array = new Uint8Array();
  let hasEscape = false;
  let isUnclean = false;
  let isLarge = false;
  let wrongAt = 0;
  let wrongAs: SyntaxPlace = 'value';

  const wrong = (at: number, as: SyntaxPlace): -1 => {
    wrongAt = at;
    wrongAs = as;
    return -1;
  };

  const escapeEnd = (from: number): number => {
    hasEscape = true;
    const letter = bytes[from + 1];
    if (letter !== LETTER_U)
      return letter !== undefined && ESCAPED.has(letter)
        ? from + 2
        : wrong(letter === undefined ? bytes.length : from, 'string');
    const unit = hexAt(bytes, from + 2);
    if (unit === -1) return wrong(from + 6 > bytes.length ? bytes.length : from, 'string');
    if (unit < 0xd800 || unit >= 0xe000) {
      if (unit === 0) isUnclean = true;
      return from + 6;
    }
    const low =
      unit < 0xdc00 && bytes[from + 6] === BACKSLASH && bytes[from + 7] === LETTER_U ? hexAt(bytes, from + 8) : 0;
    if (low >= 0xdc00 && low < 0xe000) return from + 12;
    isUnclean = true;
    return from + 6;
  };

  const digitsEnd = (from: number): number => {
    let at = from;
    while (isDigit(bytes[at])) at += 1;
    return at === from ? wrong(from, 'digit') : at;
  };

  return {
    begin: (of) => {
      bytes = of;
    },
    stringEnd: (from) => {
      hasEscape = false;
      isUnclean = false;
      const { length } = bytes;
      let at = from;
      while (at < length) {
        const byte = bytes[at] as number;
        if (byte === QUOTE) return at;
        if (byte < 0x20) return wrong(at, 'string');
        if (byte !== BACKSLASH) {
          at += 1;
          continue;
        }
        at = escapeEnd(at);
        if (at === -1) return -1;
      }
      return wrong(length, 'string');
    },
    numberEnd: (from) => {
      const whole = bytes[from] === MINUS ? from + 1 : from;
      let at = bytes[whole] === ZERO ? whole + 1 : digitsEnd(whole);
      if (at === -1) return wrong(whole === bytes.length ? whole : from, 'value');
      isLarge = at - whole >= FEW_DIGITS;
      if (bytes[at] === DOT) {
        at = digitsEnd(at + 1);
        if (at === -1) return -1;
      }
      if (((bytes[at] ?? 0) | LOWER_CASE) !== LETTER_E) return at;
      isLarge = true;
      const sign = bytes[at + 1];
      return digitsEnd(sign === PLUS || sign === MINUS ? at + 2 : at + 1);
    },
    wordEnd: (from) => {
      const letters = WORDS.get(bytes[from] ?? 0);
      if (letters === undefined) return wrong(from, 'value');
      for (const [place, letter] of letters.entries())
        if (bytes[from + place] !== letter) return wrong(from + place === bytes.length ? bytes.length : from, 'value');
      return from + letters.length;
    },
    hasEscape: () => hasEscape,
    isUnclean: () => isUnclean,
    isLarge: () => isLarge,
    wrongAt: () => wrongAt,
    wrongAs: () => wrongAs,
  };
};
