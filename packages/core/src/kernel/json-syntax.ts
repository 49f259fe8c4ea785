import { textOfUtf8 } from './utf8.ts';
import { visible } from './visible.ts';

const MOST_OF_A_WORD = 16;

const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

const wordAt = (bytes: Uint8Array, at: number): string => {
  let end = bytes[at] === 0x2d || bytes[at] === 0x2b ? at + 1 : at;
  while (end - at < MOST_OF_A_WORD && isLetter(bytes[end])) end += 1;
  return textOfUtf8(bytes, at, end);
};

// The JSON word for a word of other languages, if there is one.
const instead = (word: string): string | undefined => {
  switch (word.toLowerCase().replace(/^[+-]/, '')) {
    case 'nan':
    case 'inf':
    case 'infinity':
    case 'undefined':
    case 'none':
    case 'nil':
    case 'null':
      return 'null';
    case 'true':
      return 'true';
    case 'false':
      return 'false';
    default:
      return undefined;
  }
};

/** The character at a position of a text in UTF-8. */
const characterAt = (bytes: Uint8Array, at: number): string => {
  const byte = bytes[at] as number;
  const length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  return textOfUtf8(bytes, at, at + length);
};

const nameOf = (character: string): string => {
  const shown = visible(character);
  return shown === character && character !== ' '
    ? `${character === '"' ? "'\"'" : `"${character}"`}`
    : `the character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
};

/** The position in a text as people count it: line and character, from 1. */
const whereIs = (bytes: Uint8Array, at: number): string => {
  let line = 1;
  let column = 1;
  for (let place = 0; place < at; place += 1) {
    const byte = bytes[place] as number;
    if (byte === 0x0a) [line, column] = [line + 1, 1];
    else if ((byte & 0xc0) !== 0x80) column += 1;
  }
  return line === 1 ? `character ${column}` : `line ${line}, character ${column}`;
};

/** What was expected at the position of a syntax error. `string` means that the error is inside a string. */
export type SyntaxPlace = 'string' | 'digit' | 'value' | 'key' | 'colon' | 'comma' | 'end';

const EXPECTED: Readonly<Record<Exclude<SyntaxPlace, 'string'>, string>> = {
  digit: 'a digit of a number',
  value: 'a value',
  key: 'a key in double quotes',
  colon: 'a colon behind the key',
  comma: 'a comma or the end of what is open',
  end: 'nothing behind the value',
};

const wrongAt = (bytes: Uint8Array, at: number, place: SyntaxPlace): string => {
  const character = characterAt(bytes, at);
  if (place === 'string')
    return bytes[at] === 0x5c
      ? 'after \\ there must be one of " \\ / b f n r t, or u with four hexadecimal digits'
      : `${nameOf(character)} must be written as an escape in a string`;
  if (place === 'value') {
    const word = wordAt(bytes, at);
    const right = instead(word);
    if (right !== undefined) return `${word} is no JSON: send ${right}`;
  }
  if (character === "'") return 'strings and keys stand in double quotes';
  if (character === '/' || character === '#') return 'JSON has no comments';
  if ((character === ']' || character === '}') && (place === 'value' || place === 'key'))
    return `there must be no comma before ${nameOf(character)}`;
  if (character === '\ufeff') return 'a byte order mark (U+FEFF) stands at the beginning only';
  return `${nameOf(character)} stands where ${EXPECTED[place]} should be`;
};

/**
 * The detail of a `malformed_json` error. It quotes at most one character of the text, or one word of another language
 * such as `NaN`.
 */
export const syntaxDetail = (bytes: Uint8Array, at: number, place: SyntaxPlace): string =>
  at >= bytes.length
    ? 'Not valid JSON: the text ends too early.'
    : `Not valid JSON: at ${whereIs(bytes, at)}, ${wrongAt(bytes, at, place)}.`;
