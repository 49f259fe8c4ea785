import { fault } from './fault.ts';
import type { Fault, FaultCode } from './fault.ts';
import { DEPTH_DETAIL, ENCODING_DETAIL, isWithinBounds, MAX_DEPTH, NUMBER_DETAIL, PROTO_DETAIL } from './json.ts';
import { newJsonNames } from './json-names.ts';
import { syntaxDetail } from './json-syntax.ts';
import type { SyntaxPlace } from './json-syntax.ts';
import { newJsonTokens } from './json-tokens.ts';
import { binaryText, textOfUtf8 } from './utf8.ts';

/**
 * The maximum number of values in a JSON text, or in a line or an element of an import: numbers, strings, lists,
 * objects, `true`, `false` and `null`.
 */
export const MAX_VALUES = 250_000;

/** The maximum number of keys in all objects of a JSON text, or of a line or an element of an import, together. */
export const MAX_KEYS = 60_000;

/** How a JSON text is scanned. */
export interface ScanOptions {
  /**
   * The name of a list in the outermost object whose elements are not checked: the scanner only finds out that they are
   * JSON, and their positions.
   */
  readonly list?: string;
  /** The maximum nesting depth; default `MAX_DEPTH`. */
  readonly maxDepth?: number;
}

/** Checks a JSON text in UTF-8 before it is parsed, in any number of steps. */
export interface JsonScanner {
  /** Begins the scan of a text. */
  readonly begin: (bytes: Uint8Array, options?: ScanOptions) => void;
  /** Continues for about this many bytes; returns whether the scan is complete. */
  readonly advance: (bytes: number) => boolean;
  /**
   * The first validation error, if any: `malformed_json` if the text is not JSON; `depth`, `encoding`, `number` and
   * `unknown_field` as in `jsonFault`; `duplicate` for a key that occurs twice in one object; `too_large` for too many
   * values or keys.
   */
  readonly fault: () => Fault | undefined;
  /** The number of values and keys that were checked. */
  readonly counts: () => { readonly values: number; readonly keys: number };
  /** The start and end of each element of the list, as one flat sequence; `undefined` if there is no such list. */
  readonly elements: () => readonly number[] | undefined;
}

const QUOTE = 0x22;
const MINUS = 0x2d;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

// What is expected at the current position.
const VALUE = 0;
const FIRST_VALUE = 1;
const KEY = 2;
const FIRST_KEY = 3;
const COLON = 4;
const COMMA = 5;
const NOTHING = 6;

const PLACES: readonly SyntaxPlace[] = ['value', 'value', 'key', 'key', 'colon', 'comma', 'end'];

/** Makes a scanner, which can scan several JSON texts one after the other. */
export const newJsonScanner = (): JsonScanner => {
  const names = newJsonNames();
  const tokens = newJsonTokens();
  let bytes: Uint8Array = new Uint8Array();
  let list: string | undefined;
  let maxDepth = MAX_DEPTH;
  let elements: number[] | undefined;
  let at = 0;
  let expected = VALUE;
  let depth = 0;
  let values = 0;
  let keys = 0;
  let found: Fault | undefined;
  let isDone = false;
  // The depth of the elements of the unchecked list while the scan is inside it; 0 outside.
  let within = 0;
  // For each open list or object: its kind, and the current index of a list or the start and end of the current key of
  // an object.
  let isObject = new Uint8Array(2 * MAX_DEPTH);
  const places: number[] = [];
  const keyEnds: number[] = [];

  const keyText = (from: number, to: number): string => JSON.parse(`"${textOfUtf8(bytes, from, to)}"`) as string;

  const path = (levels = depth): PropertyKey[] =>
    Array.from({ length: levels }, (_, level) =>
      isObject[level] === 1 ? keyText(places[level] as number, keyEnds[level] as number) : (places[level] as number),
    );

  const fail = (code: FaultCode, detail: string, where = path()): void => {
    found = fault(where, code, detail);
    isDone = true;
  };

  const malformed = (place: number, as: SyntaxPlace): void => {
    found = { pointer: '', code: 'malformed_json', detail: syntaxDetail(bytes, place, as) };
    isDone = true;
  };

  const open = (kind: 0 | 1): void => {
    if (within === 0) {
      if (depth === maxDepth) return fail('depth', DEPTH_DETAIL);
      if (kind === 1) names.open();
    } else if (depth === isObject.length) {
      const longer = new Uint8Array(2 * depth);
      longer.set(isObject);
      isObject = longer;
    }
    isObject[depth] = kind;
    if (
      kind === 0 &&
      depth === 1 &&
      list !== undefined &&
      isObject[0] === 1 &&
      keyText(places[0] as number, keyEnds[0] as number) === list
    ) {
      within = 2;
      elements = [];
    } else if (within === 0) {
      places[depth] = 0;
    }
    depth += 1;
    at += 1;
    expected = kind === 1 ? FIRST_KEY : FIRST_VALUE;
  };

  const ended = (): void => {
    if (within !== 0 && depth === within) elements?.push(at);
    expected = depth === 0 ? NOTHING : COMMA;
  };

  const close = (): void => {
    depth -= 1;
    at += 1;
    if (within > depth) within = 0;
    else if (within === 0 && isObject[depth] === 1) names.close();
    ended();
  };

  const scalar = (byte: number): void => {
    const end =
      byte === QUOTE
        ? tokens.stringEnd(at + 1)
        : byte === MINUS || (byte >= 0x30 && byte <= 0x39)
          ? tokens.numberEnd(at)
          : tokens.wordEnd(at);
    if (end === -1) return malformed(tokens.wrongAt(), tokens.wrongAs());
    if (within === 0) {
      if (byte === QUOTE) {
        if (tokens.isUnclean()) return fail('encoding', ENCODING_DETAIL);
      } else if (byte < 0x40 && tokens.isLarge() && !isWithinBounds(Number(binaryText(bytes, at, end)))) {
        return fail('number', NUMBER_DETAIL);
      }
    }
    at = byte === QUOTE ? end + 1 : end;
    ended();
  };

  const value = (byte: number): void => {
    if (within !== 0) {
      if (depth === within) elements?.push(at);
    } else {
      values += 1;
      if (values > MAX_VALUES)
        return fail('too_large', `Must hold at most ${MAX_VALUES.toLocaleString('en')} values.`, []);
    }
    if (byte === OPEN_OBJECT) return open(1);
    return byte === OPEN_LIST ? open(0) : scalar(byte);
  };

  const key = (): void => {
    const end = tokens.stringEnd(at + 1);
    if (end === -1) return malformed(tokens.wrongAt(), tokens.wrongAs());
    if (within === 0) {
      const level = depth - 1;
      if (tokens.isUnclean()) return fail('encoding', `Key: ${ENCODING_DETAIL}`, path(level));
      places[level] = at + 1;
      keyEnds[level] = end;
      keys += 1;
      if (keys > MAX_KEYS) return fail('too_large', `Must have at most ${MAX_KEYS.toLocaleString('en')} keys.`, []);
      if (names.add(at + 1, end, tokens.hasEscape()))
        return fail('duplicate', 'This key stands there twice; send it once.');
      if ((end - at === 10 || tokens.hasEscape()) && keyText(at + 1, end) === '__proto__')
        return fail('unknown_field', PROTO_DETAIL);
    }
    at = end + 1;
    expected = COLON;
  };

  const next = (byte: number): void => {
    switch (expected) {
      case VALUE:
        return value(byte);
      case FIRST_VALUE:
        return byte === CLOSE_LIST ? close() : value(byte);
      case FIRST_KEY:
        if (byte === CLOSE_OBJECT) return close();
        return byte === QUOTE ? key() : malformed(at, 'key');
      case KEY:
        return byte === QUOTE ? key() : malformed(at, 'key');
      case COLON:
        if (byte !== 0x3a) return malformed(at, 'colon');
        at += 1;
        expected = VALUE;
        return undefined;
      case COMMA: {
        const isIn = isObject[depth - 1] === 1;
        if (byte === 0x2c) {
          at += 1;
          expected = isIn ? KEY : VALUE;
          if (within === 0 && !isIn) (places[depth - 1] as number) += 1;
          return undefined;
        }
        return byte === (isIn ? CLOSE_OBJECT : CLOSE_LIST) ? close() : malformed(at, 'comma');
      }
      default:
        return malformed(at, 'end');
    }
  };

  return {
    begin: (of, options) => {
      bytes = of;
      names.begin(of);
      tokens.begin(of);
      list = options?.list;
      maxDepth = options?.maxDepth ?? MAX_DEPTH;
      elements = undefined;
      [at, depth, values, keys, within] = [0, 0, 0, 0, 0];
      expected = VALUE;
      found = undefined;
      isDone = false;
    },
    advance: (count) => {
      const until = at + count;
      const { length } = bytes;
      while (!isDone && at < until) {
        let byte = at < length ? (bytes[at] as number) : -1;
        while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
          at += 1;
          byte = at < length ? (bytes[at] as number) : -1;
        }
        if (byte !== -1) next(byte);
        else if (expected === NOTHING) isDone = true;
        else malformed(at, PLACES[expected] ?? 'value');
      }
      return isDone;
    },
    fault: () => found,
    counts: () => ({ values, keys }),
    elements: () => elements,
  };
};

const scanner = newJsonScanner();

/** The first validation error of a whole text, as `JsonScanner` finds it. */
export const jsonTextFault = (bytes: Uint8Array, options?: Pick<ScanOptions, 'maxDepth'>): Fault | undefined => {
  scanner.begin(bytes, options);
  while (!scanner.advance(Number.MAX_SAFE_INTEGER));
  return scanner.fault();
};
