/** The encoding of a text that should be UTF-8 but is not, as detected from its first bytes. */
export type WrongEncoding =
  | 'UTF-16 (little-endian)'
  | 'UTF-16 (big-endian)'
  | 'UTF-32 (little-endian)'
  | 'UTF-32 (big-endian)';

/**
 * Detects a wrong encoding of a JSON text, or of lines of JSON, from its first bytes (four are enough). Returns
 * `undefined` for UTF-8. It works with and without a byte order mark, because JSON begins with an ASCII character and
 * contains no NUL.
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

/** The detail for a text in another encoding than UTF-8. */
export const encodingDetail = (encoding: WrongEncoding): string => `This is ${encoding}: send UTF-8.`;

/** The length in bytes of the UTF-8 byte order mark at the beginning of a text: 3 or 0. */
export const markLength = (bytes: Uint8Array): 0 | 3 =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
