import { z } from 'zod';
import { fault, under } from './fault.ts';
import type { Fault } from './fault.ts';

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** The maximum depth of a JSON value. A value that is neither an array nor an object has depth 0. */
export const MAX_DEPTH = 64;

/** Returns whether a text can be stored and returned unchanged: it has no NUL and no lone surrogate. */
export const isCleanText = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** The detail of an `encoding` error. */
export const ENCODING_DETAIL = 'Must not hold a NUL character or a lone surrogate.';

/** The detail of a `number` error. */
export const NUMBER_DETAIL = 'Must be finite and, as an integer, within ±(2^53−1); send larger numbers as strings.';

/** The detail of the error for an object that has the key `__proto__`. */
export const PROTO_DETAIL = 'The key __proto__ is not allowed.';

/** The detail of a `depth` error. */
export const DEPTH_DETAIL = `Must not nest deeper than ${MAX_DEPTH} levels.`;

/** Returns whether a number can be stored and returned unchanged: it is finite and, as an integer, within ±(2⁵³−1). */
export const isWithinBounds = (number: number): boolean =>
  Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));

const within = (step: string | number, found: Fault | undefined): Fault | undefined => found && under([step], found);

/**
 * The first error of a JSON value that Goldset cannot store and return unchanged, or `undefined`: nesting deeper than
 * `MAX_DEPTH`, `__proto__` as a key, a NUL or a lone surrogate in a key or string, a number that is not finite as a
 * double, or an integer beyond ±(2⁵³−1).
 */
export const jsonFault = (value: unknown, depth = 0): Fault | undefined => {
  if (typeof value === 'string') return isCleanText(value) ? undefined : fault([], 'encoding', ENCODING_DETAIL);
  if (typeof value === 'number') {
    return isWithinBounds(value) ? undefined : fault([], 'number', NUMBER_DETAIL);
  }
  if (typeof value === 'boolean' || value === null) return undefined;
  if (typeof value !== 'object') return fault([], 'type', `Must be a JSON value, not ${typeof value}.`);
  if (depth >= MAX_DEPTH) return fault([], 'depth', DEPTH_DETAIL);
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      const found = within(index, jsonFault(element, depth + 1));
      if (found) return found;
    }
    return undefined;
  }
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    if (key === '__proto__') return fault([key], 'unknown_field', PROTO_DETAIL);
    if (!isCleanText(key)) return fault([], 'encoding', `Key: ${ENCODING_DETAIL}`);
    const found = within(key, jsonFault((value as Readonly<Record<string, unknown>>)[key], depth + 1));
    if (found) return found;
  }
  return undefined;
};

/** Returns whether two JSON values are equal. The order of keys does not matter, and `1` equals `1.0`. */
export const equalJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  )
    return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) && equalJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
};

const hashText = (text: string, seed: number): number => {
  let hash = seed;
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return hash;
};

const spread = (hash: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) ^ (mixed >>> 16);
};

const hashOf = (value: unknown): number => {
  if (typeof value === 'string') return spread(hashText(value, 0x811c9dc5));
  if (typeof value !== 'object' || value === null) return spread(hashText(String(value), 0x9747b28c));
  let hash = 0;
  if (Array.isArray(value)) {
    for (const element of value) hash = (Math.imul(hash, 31) + hashOf(element)) | 0;
    return spread(hash ^ 1);
  }
  // The hashes of the members are added, because a sum does not depend on the order of the keys.
  for (const key in value)
    if (Object.hasOwn(value, key))
      hash =
        (hash + spread(hashText(key, 1) ^ Math.imul(hashOf((value as Readonly<Record<string, unknown>>)[key]), 33))) |
        0;
  return spread(hash ^ 2);
};

/**
 * A 32-bit hash of a JSON value. Equal values have the same hash (the order of keys does not matter, and `1` equals
 * `1.0`); different values can have the same hash by chance. It detects mistakes, not deliberate collisions.
 */
export const contentHash = (value: unknown): number => hashOf(value) >>> 0;

const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The schema of a JSON object that is stored unchanged. The errors of `jsonFault` are found when the text is parsed,
 * before any schema.
 */
export const JsonObject = z
  // `abort` would make Zod skip the checks of the surrounding object.
  .custom<JsonObject>(isJsonObject, { error: 'Must be a JSON object.', params: { fault: 'type' }, abort: false })
  .meta({ type: 'object', additionalProperties: true });
