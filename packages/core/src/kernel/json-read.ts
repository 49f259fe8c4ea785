import { fault } from './fault.ts';
import type { Fault } from './fault.ts';
import { encodingDetail, markLength, wrongEncodingOf } from './json-encoding.ts';
import { jsonTextFault } from './json-scan.ts';
import { err, ok } from './result.ts';
import type { Result } from './result.ts';

/** Decodes UTF-8; returns `undefined` if the bytes are not UTF-8. The platform provides it. */
export type DecodeUtf8 = (bytes: Uint8Array) => string | undefined;

/** The text of a JSON document, and its bytes without a byte order mark. */
export interface JsonText {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/**
 * Decodes the bytes of a JSON document and skips a byte order mark. Bytes that are not UTF-8 give an `encoding` error,
 * which names the actual encoding if it can be detected.
 */
export const decodeJsonText = (bytes: Uint8Array, decode: DecodeUtf8): Result<JsonText, Fault> => {
  const encoding = wrongEncodingOf(bytes);
  if (encoding !== undefined) return err(fault([], 'encoding', encodingDetail(encoding)));
  const mark = markLength(bytes);
  const rest = mark === 0 ? bytes : bytes.subarray(mark);
  const text = decode(rest);
  return text === undefined ? err(fault([], 'encoding', 'Must be valid UTF-8.')) : ok({ bytes: rest, text });
};

/**
 * Reads a JSON document: returns the value of `JSON.parse`, or the first validation error. A document is refused before
 * it is parsed if it is not JSON, has a key twice in one object, has more than `MAX_VALUES` values or `MAX_KEYS` keys,
 * or cannot be stored and returned unchanged (`jsonFault`).
 */
export const readJson = (bytes: Uint8Array, decode: DecodeUtf8): Result<unknown, Fault> => {
  const decoded = decodeJsonText(bytes, decode);
  if (!decoded.ok) return decoded;
  const found = jsonTextFault(decoded.value.bytes);
  return found === undefined ? ok(JSON.parse(decoded.value.text) as unknown) : err(found);
};
