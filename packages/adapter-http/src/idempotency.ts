import { createHash } from 'node:crypto';
import { err, fault, MAX_DEPTH, ok } from '@goldset/core';
import type { OnceError, Result } from '@goldset/core';
import type { Context } from './environment.ts';
import { invalid } from './problem.ts';
import type { Refusal } from './problem.ts';

/** The header by which a request takes effect once. */
export const KEY_HEADER = 'Idempotency-Key';

/** What a key is: 1 to 255 visible ASCII characters. */
export const KEY_PATTERN = '^[!-~]{1,255}$';

const KEY = new RegExp(KEY_PATTERN);

/** The key that a request brings; `undefined` where it brings none. */
export const keyIn = (c: Context): Result<string | undefined, Refusal> => {
  const key = c.req.header(KEY_HEADER);
  if (key === undefined || KEY.test(key)) return ok(key);
  const code = key.length === 0 || key.length > 255 ? 'length' : 'format';
  return err(invalid([fault([KEY_HEADER], code, 'Must be 1 to 255 visible ASCII characters, without spaces.')], `The header ${KEY_HEADER} has a fault.`));
};

// Nothing that is kept nests deeper, so two requests that differ only below are both refused.
const MAX_COMPARED_DEPTH = MAX_DEPTH + 8;

const inOrder = (value: unknown, depth = 0): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_COMPARED_DEPTH) return null;
  if (Array.isArray(value)) return value.map((inner) => inOrder(inner, depth + 1));
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, inOrder(inner, depth + 1)]));
};

/**
 * The SHA-256 of what a request asks for: its path, its query and its JSON document as they were sent, before any default
 * is filled in, so that an upgrade in between does not make another request of it. How a client writes the same document
 * (the order of keys, spaces, `1.0`) makes no difference; no document is an empty one.
 */
export const requestHash = (path: string, query: string, document: unknown): string => {
  const parameters = [...new URLSearchParams(query)].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify([path, parameters, inOrder(document ?? {})])).digest('hex');
};

/** Notes the JSON document of a request that brings a key, for `requestHash`. */
export const noteDocument = (c: Context, document: unknown): void => {
  if (c.get('isKeyed') === true) c.set('document', document);
};

/** Does one at a time of the requests with one key that come to this process. */
export type InFlight = <T>(place: string, hash: string, work: (hasWaited: boolean) => Promise<T>) => Promise<Result<T, OnceError>>;

const endsWithin = (flight: Promise<unknown>, milliseconds: number): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    void flight.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });

/** Makes what does one at a time: a request waits at most so long for another one that is the same, and not at all for one that is not. */
export const newInFlight = (patience: number): InFlight => {
  const flights = new Map<string, { readonly hash: string; readonly landed: Promise<unknown> }>();
  return async (place, hash, work) => {
    const deadline = performance.now() + patience;
    let hasWaited = false;
    for (let other = flights.get(place); other !== undefined; other = flights.get(place)) {
      if (other.hash !== hash) return err({ code: 'idempotency_mismatch' });
      if (!(await endsWithin(other.landed, Math.max(0, deadline - performance.now())))) return err({ code: 'idempotency_in_flight' });
      hasWaited = true;
    }
    const fly = async (): ReturnType<typeof work> => {
      try {
        return await work(hasWaited);
      } finally {
        flights.delete(place);
      }
    };
    const flight = fly();
    flights.set(place, { hash, landed: flight.catch(() => undefined) });
    return ok(await flight);
  };
};
