import { createHash } from 'node:crypto';
import { err, ok } from '@goldset/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newInFlight, newRequestHash, piecesOf } from '../src/request/idempotency.ts';

const held = (): { readonly until: Promise<string>; readonly end: (value: string) => void } => {
  let end: (value: string) => void = () => undefined;
  const until = new Promise<string>((resolve) => {
    end = resolve;
  });
  return { until, end };
};

describe('one at a time', () => {
  test('the same request waits for the first, and then knows that it waited', async () => {
    const alone = newInFlight(60_000);
    const first = held();
    const waited: boolean[] = [];
    const work = (value: Promise<string>) => (hasWaited: boolean) => {
      waited.push(hasWaited);
      return value;
    };
    const both = [
      alone('place', 'hash', work(first.until)),
      alone('place', 'hash', work(Promise.resolve('second'))),
      alone('place', 'hash', work(Promise.resolve('third'))),
    ];
    expect(waited).toEqual([false]);
    expect(await alone('elsewhere', 'hash', work(Promise.resolve('free')))).toEqual(ok('free'));
    first.end('first');
    expect(await Promise.all(both)).toEqual([ok('first'), ok('second'), ok('third')]);
    expect(waited).toEqual([false, false, true, true]);
  });

  test('it waits no longer than it may, and another request does not wait', async () => {
    const alone = newInFlight(1);
    const first = held();
    const flight = alone('place', 'hash', () => first.until);
    const never = (): Promise<never> => Promise.reject(new Error('This must not be done.'));
    expect(await alone('place', 'hash', never)).toEqual(err({ code: 'idempotency_in_flight' }));
    expect(await alone('place', 'other', never)).toEqual(err({ code: 'idempotency_mismatch' }));
    first.end('done');
    expect(await flight).toEqual(ok('done'));
    expect(await alone('place', 'other', async () => 'free')).toEqual(ok('free'));
  });

  test('what throws holds nobody up', async () => {
    const alone = newInFlight(60_000);
    const reason = new Error('No.');
    const failing = alone('place', 'hash', () => Promise.reject(reason));
    const next = alone('place', 'hash', async () => 'next');
    await expect(failing).rejects.toBe(reason);
    expect(await next).toEqual(ok('next'));
  });
});

/** What the hash was before documents were hashed in pieces: what is kept under it is still found. */
const hashBefore = (path: string, query: string, document: unknown): string => {
  const inOrder = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(inOrder);
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, inner]) => [name, inOrder(inner)]),
    );
  };
  const parameters = [...new URLSearchParams(query)].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([path, parameters, inOrder(document ?? {})]))
    .digest('hex');
};

const hashOf = async (path: string, query: string, document: unknown): Promise<string> => {
  const hash = newRequestHash(path, query);
  if (document !== undefined) await hash.add(piecesOf(document ?? {}));
  return hash.digest();
};

describe('the hash of a request', () => {
  const same = hashOf('/a', 'x=1&y=2', { a: [1, { b: 2, c: 3 }] });

  test('does not know how a document or a query is written', async () => {
    expect(await hashOf('/a', 'y=2&x=1', JSON.parse('{"a": [1.0, {"c": 3, "b": 2e0}]}'))).toBe(await same);
    expect(await hashOf('/a', '', undefined)).toBe(await hashOf('/a', '', {}));
    expect(await same).toMatch(/^[0-9a-f]{64}$/);
  });

  test('knows every path, query and document from every other', async () => {
    const others = [
      ['/b', 'x=1&y=2', { a: [1, { b: 2, c: 3 }] }],
      ['/a', 'x=1', { a: [1, { b: 2, c: 3 }] }],
      ['/a', 'x=1&y=3', { a: [1, { b: 2, c: 3 }] }],
      ['/a', 'x=1&y=2', { a: [{ b: 2, c: 3 }, 1] }],
      ['/a', 'x=1&y=2', { a: [1, { b: 2, c: '3' }] }],
      ['/a', 'x=1&y=2', { a: [1, { b: 2, c: 3 }], d: null }],
      ['/a', 'x=1&y=2', undefined],
    ] as const;
    const hashes = await Promise.all(others.map(([path, query, document]) => hashOf(path, query, document)));
    expect(new Set([await same, ...hashes]).size).toBe(others.length + 1);
  });

  test('is that of the whole document at once', async () => {
    const property = fc.asyncProperty(fc.jsonValue(), async (document) => {
      expect(await hashOf('/a', 'x=1', document)).toBe(hashBefore('/a', 'x=1', document));
    });
    await expect(fc.assert(property)).resolves.toBeUndefined();
    const numbered = { b: 1, 10: 2, 9: 3, '01': 4, '': 5 };
    expect(await hashOf('/a', '', numbered)).toBe(hashBefore('/a', '', numbered));
  });
});
