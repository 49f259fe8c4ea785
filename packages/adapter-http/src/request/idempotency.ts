import { createHash } from 'node:crypto';
import { err, fault, ok } from '@goldset/core';
import type { ImportLine, OnceError, Result } from '@goldset/core';
import type { Context } from '../environment.ts';
import { invalid } from '../response/problem.ts';
import type { Refusal } from '../response/problem.ts';
import { inSlices, newPace } from './slices.ts';

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
  return err(
    invalid(
      [fault([KEY_HEADER], code, 'Must be 1 to 255 visible ASCII characters, without spaces.')],
      `The header ${KEY_HEADER} has a fault.`,
    ),
  );
};

// Names that are numbers stand first in every object, in their order.
const namesIn = (value: object): readonly string[] =>
  Object.keys(
    Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((name) => [name, null]),
    ),
  );

/** The text of a JSON value in pieces: the same for values that are equal, whatever the order of their keys is. */
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

/** The hash of a request, while its document is read. */
export interface RequestHash {
  /** Adds a part of the document: a value, or a piece of JSON between values. */
  readonly add: (pieces: Iterator<string>) => Promise<void>;
  /** The SHA-256 of what the request asks for. No document is an empty one. */
  readonly digest: () => string;
}

/**
 * Begins the SHA-256 of what a request asks for: its path, its query and its JSON document as they were sent, before any default
 * is filled in, so that an upgrade in between does not make another request of it. How a client writes the same document
 * (the order of keys, spaces, `1.0`) makes no difference; no document is an empty one.
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

/** Adds the JSON document of a request that brings a key to its hash. */
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

/** Adds a document that is a list under `key` to the hash of its request, and gives all of what is read of it. What could not be read counts as its text. */
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

/** Does one at a time of the requests with one key that come to this process. */
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

/** Makes what does one at a time: a request waits at most so long for another one that is the same, and not at all for one that is not. */
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
