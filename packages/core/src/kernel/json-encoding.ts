/** How a text that should be UTF-8 is encoded instead, as far as its first bytes tell. */
export type WrongEncoding =
  | 'UTF-16 (little-endian)'
  | 'UTF-16 (big-endian)'
  | 'UTF-32 (little-endian)'
  | 'UTF-32 (big-endian)';

/**
 * The encoding of a JSON text, or of lines of them, whose first bytes (four are enough) are not those of UTF-8: with a byte order mark, or without one,
 * because JSON begins with an ASCII character and holds no NUL.
 */
export const wrongEncodingOf = (bytes: Uint8Array): WrongEncoding | undefined => {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe)
    return third === 0 && fourth === 0 ? 'UTF-32 (little-endian)' : 'UTF-16 (little-endian)';
  if (first === 0xfe && second === 0xff) return 'UTF-16 (big-endian)';
  if (first === 0) {
    if (second === 0)
      return third === 0xfe || (third === 0 && fourth !== 0 && fourth !== undefined)
        ? 'UTF-32 (big-endian)'
        : undefined;
    return second === undefined ? undefined : 'UTF-16 (big-endian)';
  }
  if (second !== 0 || first === undefined) return undefined;
  return third === 0 && fourth === 0 ? 'UTF-32 (little-endian)' : 'UTF-16 (little-endian)';
};

/** What to do about a text in another encoding than UTF-8. */
export const encodingDetail = (encoding: WrongEncoding): string => `This is ${encoding}: send UTF-8.`;

/** How many bytes the byte order mark of UTF-8 takes that a text begins with: 3 or 0. */
export const markLength = (bytes: Uint8Array): 0 | 3 =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
