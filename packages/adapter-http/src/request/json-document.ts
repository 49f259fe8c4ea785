import { isUtf8 } from 'node:buffer';
import { err, ok } from '@goldset/core';
import { decodeJsonText, newJsonBuilder, newJsonScanner, readJson } from '@goldset/core/adapter';
import type { Fault, Result } from '@goldset/core';
import { invalid } from '../response/problem.ts';
import type { Refusal } from '../response/problem.ts';
import { inSlices } from './slices.ts';

/**
 * The maximum size of a document that is read at once, in bytes. Reading it delays other requests too little to matter.
 */
export const FEW_BYTES = 64 * 1024;

// Each takes a few milliseconds.
const SCANNED_AT_ONCE = 256 * 1024;
const BUILT_AT_ONCE = 2_000;

const decodeUtf8 = (bytes: Uint8Array): string | undefined =>
  isUtf8(bytes) ? (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes)).toString('utf8') : undefined;

const checkUtf8 = (bytes: Uint8Array): string | undefined => (isUtf8(bytes) ? '' : undefined);

/** The value that `JSON.parse` makes of a valid text. A long text is parsed in slices. */
export const buildJson = async (text: string): Promise<unknown> => {
  if (text.length <= FEW_BYTES) return JSON.parse(text);
  const builder = newJsonBuilder(text);
  await inSlices(() => builder.advance(BUILT_AT_ONCE));
  return builder.value();
};

/**
 * The value of a JSON document, or its first validation error. A long document also has a `weight`: the cost of its
 * processing, as a number of bytes of ordinary text.
 */
export type ReadJson = Result<unknown, Fault> & { readonly weight?: number };

// Serializing a key or a value costs as much as writing this many bytes of text.
const [KEY_WEIGHT, VALUE_WEIGHT] = [64, 8];

const readInSlices = async (bytes: Uint8Array): Promise<ReadJson> => {
  const decoded = decodeJsonText(bytes, decodeUtf8);
  if (!decoded.ok) return decoded;
  const scanner = newJsonScanner();
  scanner.begin(decoded.value.bytes);
  await inSlices(() => scanner.advance(SCANNED_AT_ONCE));
  const found = scanner.fault();
  if (found !== undefined) return err(found);
  const { values, keys } = scanner.counts();
  return {
    ...ok(await buildJson(decoded.value.text)),
    weight: Math.max(bytes.length, KEY_WEIGHT * keys + VALUE_WEIGHT * values),
  };
};

/** Reads a JSON document as `readJson` does: a short one at once, a long one in slices. */
export const readJsonBytes = (bytes: Uint8Array): ReadJson | Promise<ReadJson> =>
  bytes.length <= FEW_BYTES ? readJson(bytes, decodeUtf8) : readInSlices(bytes);

/** A JSON document with a list whose elements are not parsed yet. */
export interface JsonList {
  /** The document without the elements of the list. */
  readonly around: unknown;
  readonly count: number;
  /** The text of the element at this index, counted from 0. */
  readonly element: (index: number) => Uint8Array;
}

/**
 * Reads a JSON document except the elements of the list under `key`. It checks that the elements are JSON; the reader
 * of the elements checks the rest.
 */
export const readJsonList = async (bytes: Uint8Array, key: string): Promise<Result<JsonList, Fault>> => {
  const decoded = decodeJsonText(bytes, checkUtf8);
  if (!decoded.ok) return decoded;
  const { bytes: document } = decoded.value;
  const scanner = newJsonScanner();
  scanner.begin(document, { list: key });
  await inSlices(() => scanner.advance(SCANNED_AT_ONCE));
  const found = scanner.fault();
  if (found !== undefined) return err(found);
  const ends = scanner.elements() ?? [];
  const around = Buffer.concat([
    document.subarray(0, ends[0] ?? document.length),
    document.subarray(ends.at(-1) ?? document.length),
  ]);
  return ok({
    around: await buildJson(around.toString('utf8')),
    count: ends.length / 2,
    element: (index) => document.subarray(ends[2 * index], ends[2 * index + 1]),
  });
};

/** The error response for an error in the JSON document of a body. */
export const refusalOfDocument = (found: Fault): Refusal => {
  if (found.code === 'too_large') return { code: 'too_large', detail: `The body: ${found.detail}` };
  const isNoJson = found.code === 'malformed_json' || (found.code === 'encoding' && found.pointer === '');
  return isNoJson ? { code: 'malformed_json', detail: found.detail } : invalid([found]);
};
