import { NIL_ID } from '@goldset/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from '../src/response/page.ts';
import type { List } from '../src/response/page.ts';
import { newTestApp, problemIn } from './test-app.ts';

const items: List = { name: 'listItems', path: `/v1/projects/${NIL_ID}/items`, filters: '', key: 'id' };
const versions: List = {
  name: 'listGuidelines',
  path: `/v1/projects/${NIL_ID}/guidelines`,
  filters: '',
  key: 'version',
};

describe('a cursor', () => {
  test('names the place that it was made of', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.boolean(), fc.constantFrom('asc' as const, 'desc' as const), (key, forward, order) => {
        const position = forward ? { after: key } : { before: key };
        expect(decodeCursor(items, order, encodeCursor(items, order, position))).toEqual(position);
      }),
    );
    expect(decodeCursor(versions, 'asc', encodeCursor(versions, 'asc', { after: '7' }))).toEqual({ after: '7' });
  });

  test('belongs to one list, with its ids and its order', () => {
    const cursor = encodeCursor(items, 'asc', { after: NIL_ID });
    expect(decodeCursor(items, 'desc', cursor)).toBeUndefined();
    expect(decodeCursor({ ...items, name: 'listTasks' }, 'asc', cursor)).toBeUndefined();
    expect(decodeCursor({ ...items, path: '/v1/projects/another/items' }, 'asc', cursor)).toBeUndefined();
  });

  test('has a key of the kind that the list is ordered by', () => {
    for (const key of ['0', '-1', '1.5', '2147483648', 'x', NIL_ID])
      expect(decodeCursor(versions, 'asc', encodeCursor(versions, 'asc', { after: key }))).toBeUndefined();
    for (const key of ['1', 'x', ''])
      expect(decodeCursor(items, 'asc', encodeCursor(items, 'asc', { after: key }))).toBeUndefined();
  });

  test('is nothing but what was made here', () => {
    const cursor = encodeCursor(items, 'asc', { after: NIL_ID });
    const [name, hash] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string];
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const other of [
      '',
      'x',
      `${cursor}x`,
      `${cursor}=`,
      ` ${cursor}`,
      encode(null),
      encode({}),
      encode([]),
      encode([name, hash, 'after']),
      encode([name, hash, 'at', NIL_ID]),
      encode([name, hash, 'after', 7]),
      encode([name, hash, 'after', NIL_ID, 1]),
    ]) {
      expect(decodeCursor(items, 'asc', other)).toBeUndefined();
    }
    fc.assert(fc.property(fc.string(), (garbage) => decodeCursor(items, 'asc', garbage) === undefined));
  });
});

describe('a list', () => {
  test('is walked in both directions and orders by its own URLs', async () => {
    const { send, post } = await newTestApp();
    for (let n = 0; n < 5; n += 1) await post('/v1/organizations', { name: `O${n}` });
    for (const order of ['asc', 'desc']) {
      const names: string[] = [];
      const back: string[] = [];
      let last: string | null = null;
      for (let url: string | null = `/v1/organizations?per_page=2&order=${order}`; url !== null;) {
        const body = (await (await send('GET', url)).json()) as {
          organizations: { name: string }[];
          pagination: { per_page: number; next: string | null; prev: string | null };
        };
        expect(body.pagination.per_page).toBe(2);
        names.push(...body.organizations.map(({ name }) => name));
        last = url;
        url = body.pagination.next;
        expect(url === null || url.startsWith('/v1/organizations?per_page=2&order=')).toBe(true);
      }
      for (let url: string | null = last; url !== null;) {
        const body = (await (await send('GET', url)).json()) as {
          organizations: { name: string }[];
          pagination: { prev: string | null };
        };
        back.unshift(...body.organizations.map(({ name }) => name));
        url = body.pagination.prev;
      }
      const expected = ['O0', 'O1', 'O2', 'O3', 'O4'];
      expect(names).toEqual(order === 'asc' ? expected : expected.toReversed());
      expect(back).toEqual(names);
    }
  });

  test('refuses what is no query of it', async () => {
    const { send } = await newTestApp();
    const faults = async (query: string): Promise<unknown> => {
      const { status, code, errors } = await problemIn(await send('GET', `/v1/organizations?${query}`));
      return { status, code, errors: errors?.map(({ pointer, code }) => `${pointer} ${code}`) };
    };
    expect(await faults('per_page=0')).toEqual({ status: 422, code: 'invalid', errors: ['/per_page range'] });
    expect(await faults('per_page=201')).toEqual({ status: 422, code: 'invalid', errors: ['/per_page range'] });
    expect(await faults('per_page=1.5')).toEqual({ status: 422, code: 'invalid', errors: ['/per_page type'] });
    expect(await faults('per_page=x')).toEqual({ status: 422, code: 'invalid', errors: ['/per_page type'] });
    expect(await faults('per_page=')).toEqual({ status: 422, code: 'invalid', errors: ['/per_page type'] });
    expect(await faults('order=up')).toEqual({ status: 422, code: 'invalid', errors: ['/order option'] });
    expect(await faults('per_page=1&per_page=1')).toEqual({
      status: 422,
      code: 'invalid',
      errors: ['/per_page duplicate'],
    });
    expect(await faults('perpage=1')).toEqual({
      status: 422,
      code: 'unknown_field',
      errors: ['/perpage unknown_field'],
    });
    expect(await faults('__proto__=1&constructor=1')).toEqual({
      status: 422,
      code: 'unknown_field',
      errors: ['/__proto__ unknown_field', '/constructor unknown_field'],
    });
    expect(await faults('perpage=1&per_page=1&per_page=2')).toEqual({
      status: 422,
      code: 'invalid',
      errors: ['/perpage unknown_field', '/per_page duplicate'],
    });
    expect(await faults('cursor=x')).toEqual({ status: 400, code: 'malformed_cursor', errors: undefined });
    expect((await send('GET', '/v1/organizations?per_page=200&order=desc')).status).toBe(200);
    expect((await send('GET', '/v1/organizations?')).status).toBe(200);
  });
});
