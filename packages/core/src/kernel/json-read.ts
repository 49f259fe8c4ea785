import { fault } from './fault.ts';
import type { Fault } from './fault.ts';
import { encodingDetail, markLength, wrongEncodingOf } from './json-encoding.ts';
import { jsonTextFault } from './json-scan.ts';
import { err, ok } from './result.ts';
import type { Result } from './result.ts';

/** The text of bytes in UTF-8; `undefined` where they are none. What does it is the platform’s. */
export type DecodeUtf8 = (bytes: Uint8Array) => string | undefined;

/** The text of a JSON document, and its bytes without a byte order mark. */
export interface JsonText {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** Decodes the bytes of a JSON document: a byte order mark is skipped, and what is not UTF-8 is an `encoding` fault that names the encoding it is, where that can be told. */
export const decodeJsonText = (bytes: Uint8Array, decode: DecodeUtf8): Result<JsonText, Fault> => {
  const encoding = wrongEncodingOf(bytes);
  if (encoding !== undefined) return err(fault([], 'encoding', encodingDetail(encoding)));
  const mark = markLength(bytes);
  const rest = mark === 0 ? bytes : bytes.subarray(mark);
  const text = decode(rest);
  return text === undefined ? err(fault([], 'encoding', 'Must be valid UTF-8.')) : ok({ bytes: rest, text });
};

/**
 * Reads a JSON document: what `JSON.parse` makes of it, or its first fault. Nothing is made of a document that is no JSON, that has a key twice in one object, that holds
 * more than `MAX_VALUES` values or `MAX_KEYS` keys, or what Goldset cannot keep and give back unchanged (`jsonFault`).
 */
export const readJson = (bytes: Uint8Array, decode: DecodeUtf8): Result<unknown, Fault> => {
  const decoded = decodeJsonText(bytes, decode);
  if (!decoded.ok) return decoded;
  const found = jsonTextFault(decoded.value.bytes);
  return found === undefined ? ok(JSON.parse(decoded.value.text) as unknown) : err(found);
};
