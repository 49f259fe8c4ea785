import { err, ok } from '@goldset/core';
import { describe, expect, test } from 'vitest';
import { newInFlight, requestHash } from '../src/idempotency.ts';

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
    const both = [alone('place', 'hash', work(first.until)), alone('place', 'hash', work(Promise.resolve('second'))), alone('place', 'hash', work(Promise.resolve('third')))];
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

describe('the hash of a request', () => {
  const same = requestHash('/a', 'x=1&y=2', { a: [1, { b: 2, c: 3 }] });

  test('does not know how a document or a query is written', () => {
    expect(requestHash('/a', 'y=2&x=1', JSON.parse('{"a": [1.0, {"c": 3, "b": 2e0}]}'))).toBe(same);
    expect(requestHash('/a', '', undefined)).toBe(requestHash('/a', '', {}));
    expect(same).toMatch(/^[0-9a-f]{64}$/);
  });

  test('knows every path, query and document from every other', () => {
    const others = [
      ['/b', 'x=1&y=2', { a: [1, { b: 2, c: 3 }] }],
      ['/a', 'x=1', { a: [1, { b: 2, c: 3 }] }],
      ['/a', 'x=1&y=3', { a: [1, { b: 2, c: 3 }] }],
      ['/a', 'x=1&y=2', { a: [{ b: 2, c: 3 }, 1] }],
      ['/a', 'x=1&y=2', { a: [1, { b: 2, c: '3' }] }],
      ['/a', 'x=1&y=2', { a: [1, { b: 2, c: 3 }], d: null }],
      ['/a', 'x=1&y=2', undefined],
    ] as const;
    const hashes = others.map(([path, query, document]) => requestHash(path, query, document));
    expect(new Set([same, ...hashes]).size).toBe(others.length + 1);
  });

  test('is made of the deepest document too', () => {
    const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown;
    expect(requestHash('/a', '', deep(5000))).toMatch(/^[0-9a-f]{64}$/);
  });
});
