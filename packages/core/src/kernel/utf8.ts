const HEX = Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).padStart(2, '0')}`);

/** Decodes a few bytes of valid UTF-8. Adapters have a faster function for many bytes. */
export const textOfUtf8 = (bytes: Uint8Array, from: number, to: number): string => {
  let encoded = '';
  for (let at = from; at < to; at += 1) encoded += HEX[bytes[at] as number];
  return decodeURIComponent(encoded);
};

/** A text with one character for each byte: different sequences of bytes give different texts. */
export const binaryText = (bytes: Uint8Array, from: number, to: number): string => {
  let text = '';
  for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at] as number);
  return text;
};

/** Encodes a code point in UTF-8, as a text with one character for each byte. */
export const binaryOfCodePoint = (point: number): string => {
  if (point < 0x80) return String.fromCharCode(point);
  const last = 0x80 | (point & 0x3f);
  if (point < 0x800) return String.fromCharCode(0xc0 | (point >> 6), last);
  const middle = 0x80 | ((point >> 6) & 0x3f);
  if (point < 0x10000) return String.fromCharCode(0xe0 | (point >> 12), middle, last);
  return String.fromCharCode(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), middle, last);
};

/** Returns the number of bytes of a text without lone surrogates in UTF-8. */
export const utf8Length = (text: string): number => {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // The two units of a surrogate pair are four bytes together.
    if (unit >= 0x80) bytes += unit < 0x800 || (unit & 0xf800) === 0xd800 ? 1 : 2;
  }
  return bytes;
};

/** Encodes a text without lone surrogates in UTF-8. */
export const utf8Of = (text: string): Uint8Array => {
  const bytes = new Uint8Array(3 * text.length);
  let length = 0;
  const add = (byte: number): void => {
    bytes[length] = byte;
    length += 1;
  };
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) {
      add(point);
      continue;
    }
    if (point < 0x800) add(0xc0 | (point >> 6));
    else if (point < 0x10000) {
      add(0xe0 | (point >> 12));
      add(0x80 | ((point >> 6) & 0x3f));
    } else {
      add(0xf0 | (point >> 18));
      add(0x80 | ((point >> 12) & 0x3f));
      add(0x80 | ((point >> 6) & 0x3f));
    }
    add(0x80 | (point & 0x3f));
  }
  return bytes.subarray(0, length);
};
