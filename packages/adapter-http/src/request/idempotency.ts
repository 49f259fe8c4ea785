import { createHash } from 'node:crypto';
import { err, fault, ok } from '@goldset/core';
import type { ImportLine, OnceError, Result } from '@goldset/core';
import type { Context } from '../environment.ts';
import { invalid } from '../response/problem.ts';
import type { Refusal } from '../response/problem.ts';
import { inSlices, newPace } from './slices.ts';

/** The header with the idempotency key. A request takes effect once per key. */
export const KEY_HEADER = 'Idempotency-Key';

/** The pattern of an idempotency key: 1 to 255 visible ASCII characters. */
export const KEY_PATTERN = '^[!-~]{1,255}$';

const KEY = new RegExp(KEY_PATTERN);

/** The idempotency key of a request; `undefined` if it has none. */
export const keyIn = (c: Context): Result<string | undefined, Refusal> => {
  const key = c.req.header(KEY_HEADER);
  if (key === undefined || KEY.test(key)) return ok(key);
  const code = key.length === 0 || key.length > 255 ? 'length' : 'format';
  return err(
    invalid(
      [fault([KEY_HEADER], code, 'Must be 1 to 255 visible ASCII characters, without spaces.')],
      `The header ${KEY_HEADER} has a fault.`,
    ),
  );
};

// JavaScript puts keys that are numbers first in every object, in numeric order.
const namesIn = (value: object): readonly string[] =>
  Object.keys(
    Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((name) => [name, null]),
    ),
  );

/** The text of a JSON value in pieces. Equal values have the same text, whatever the order of their keys. */
export const piecesOf = function* (value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) {
    yield JSON.stringify(value);
    return;
  }
  let comma = '';
  if (Array.isArray(value)) {
    yield '[';
    for (const element of value) {
      yield comma;
      yield* piecesOf(element);
      comma = ',';
    }
    yield ']';
    return;
  }
  yield '{';
  for (const name of namesIn(value)) {
    yield `${comma}${JSON.stringify(name)}:`;
    yield* piecesOf((value as Readonly<Record<string, unknown>>)[name]);
    comma = ',';
  }
  yield '}';
};

const PIECES_AT_ONCE = 1_000;

/** The hash of a request, built while its document is read. */
export interface RequestHash {
  /** Adds a part of the document: a value, or a piece of JSON between values. */
  readonly add: (pieces: Iterator<string>) => Promise<void>;
  /** The SHA-256 of the request. No document counts as an empty one. */
  readonly digest: () => string;
}

/**
 * Begins the SHA-256 of a request: its path, its query and its JSON document as they were sent. Defaults are not filled
 * in, so the hash stays the same when an upgrade changes them. The notation of the document (the order of keys, spaces,
 * `1.0`) makes no difference. No document counts as an empty one.
 */
export const newRequestHash = (path: string, query: string): RequestHash => {
  const parameters = [...new URLSearchParams(query)].sort(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash('sha256').update(`[${JSON.stringify(path)},${JSON.stringify(parameters)},`);
  let isEmpty = true;
  return {
    add: async (pieces) => {
      isEmpty = false;
      await inSlices(() => {
        let text = '';
        for (let count = 0; count < PIECES_AT_ONCE; count += 1) {
          const { done, value } = pieces.next();
          if (done === true) {
            hash.update(text);
            return true;
          }
          text += value;
        }
        hash.update(text);
        return false;
      });
    },
    digest: () => hash.update(isEmpty ? '{}]' : ']').digest('hex'),
  };
};

/** Adds the JSON document of a request with an idempotency key to the hash of the request. */
export const noteDocument = async (c: Context, document: unknown): Promise<void> =>
  c.get('requestHash')?.add(piecesOf(document ?? {}));

const piecesOfLines = function* (
  before: string,
  lines: readonly ImportLine[],
  textOf: (line: number) => string,
): Generator<string> {
  let comma = before;
  for (const line of lines) {
    yield comma;
    yield* piecesOf('fault' in line ? textOf(line.line) : line.value);
    comma = ',';
  }
};

/**
 * Adds a document that is a list under `key` to the hash of its request, and returns all lines that were read. A line
 * that could not be read is hashed as its text.
 */
export const noteList = async (
  c: Context,
  key: string,
  lines: AsyncIterable<readonly ImportLine[]>,
  textOf: (line: number) => string,
): Promise<AsyncIterable<readonly ImportLine[]>> => {
  const hash = c.get('requestHash');
  const read: (readonly ImportLine[])[] = [];
  let before = `{${JSON.stringify(key)}:[`;
  for await (const some of lines) {
    read.push(some);
    await hash?.add(piecesOfLines(before, some, textOf));
    before = ',';
  }
  await hash?.add([before === ',' ? ']}' : `${before}]}`].values());
  return (async function* () {
    const pace = newPace();
    for (const some of read) {
      yield some;
      if (pace.isDue()) await pace.turn();
    }
  })();
};

/** Runs the requests with the same key one at a time within this process. */
export type InFlight = <T>(
  place: string,
  hash: string,
  work: (hasWaited: boolean) => Promise<T>,
) => Promise<Result<T, OnceError>>;

const endsWithin = (flight: Promise<unknown>, milliseconds: number): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    void flight.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });

/**
 * Makes an `InFlight`. A request waits at most `patience` milliseconds for an identical request with its key. If the
 * other request is different, it fails at once.
 */
export const newInFlight = (patience: number): InFlight => {
  const flights = new Map<string, { readonly hash: string; readonly landed: Promise<unknown> }>();
  return async (place, hash, work) => {
    const deadline = performance.now() + patience;
    let hasWaited = false;
    for (let other = flights.get(place); other !== undefined; other = flights.get(place)) {
      if (other.hash !== hash) return err({ code: 'idempotency_mismatch' });
      if (!(await endsWithin(other.landed, Math.max(0, deadline - performance.now()))))
        return err({ code: 'idempotency_in_flight' });
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
