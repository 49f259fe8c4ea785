import { describe, expect, test } from 'vitest';
import { longestStretch } from './longest-stretch.ts';
import { newTestApp } from './test-app.ts';
import type { Parts } from './test-app.ts';

/** What Node lets through of a request's first line and headers, about. */
const LARGE = 16 * 1024;

/** Far less than what a body of the same size may cost, and far more than any of these does. */
const MOST_MILLISECONDS = 25;

const filled = (unit: (n: number) => string): string => {
  let text = '';
  for (let n = 0; text.length < LARGE; n += 1) text += unit(n);
  return text.slice(0, LARGE);
};

const nested = Buffer.from('['.repeat(LARGE / 2)).toString('base64url');

const requests: readonly (readonly [name: string, search: string, parts: Parts, status: number])[] = [
  ['parameters that do not exist', `?${filled((n) => `a${n}&`)}`, {}, 422],
  ['one parameter many times', `?${filled(() => 'state=open&')}`, {}, 422],
  ['filters of metadata', `?${filled((n) => `metadata.${n}=&`)}`, {}, 422],
  ['one deep filter of metadata', `?metadata.${filled(() => 'a.')}=1`, {}, 422],
  ['a long value', `?external_id=${filled(() => '%F0%9F%98%80')}`, {}, 422],
  ['a long number', `?per_page=${filled(() => '9')}`, {}, 422],
  ['a cursor that nests', `?cursor=${nested}`, {}, 400],
  ['a long cursor', `?cursor=${filled(() => 'W10')}`, {}, 400],
  ['a long path', `/${filled(() => 'a/')}`, {}, 404],
  ['a path of escapes', `/${filled(() => '%2e')}`, {}, 404],
  ['media types', '', { headers: { accept: filled((n) => `a/${n};q=0,`) } }, 406],
  ['commas', '', { headers: { accept: filled(() => ',') } }, 406],
  ['parameters of a media type', '', { headers: { accept: `text/html${filled(() => ';a=b')}` } }, 406],
  ['encodings', '', { headers: { 'accept-encoding': filled((n) => `e${n},`) } }, 200],
  ['a long token', '', { headers: { authorization: `Bearer ${filled(() => 'a')}` } }, 401],
  ['a long id', '', { headers: { 'x-request-id': filled(() => 'a') } }, 200],
];

describe('a small request costs little', () => {
  test.each(requests)('%s', async (_, search, parts, status) => {
    const { send, project } = await newTestApp();
    const path = `/v1/projects/${await project()}/items`;
    const milliseconds: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      milliseconds.push(
        await longestStretch(async () => {
          expect((await send('GET', `${path}${search}`, parts)).status).toBe(status);
        }),
      );
    }
    // The first ones are not compiled yet.
    expect(Math.min(...milliseconds)).toBeLessThan(MOST_MILLISECONDS);
  });

  test.each([
    ['tags', Array.from({ length: 2_000 }, (_, n) => `"${n + 2}"`).join(), 412],
    ['weak tags', 'W/"1",'.repeat(2_700), 412],
    ['commas', filled(() => ','), 422],
    ['blanks', `"1"${filled(() => ' ')}x`, 422],
  ])('If-Match of %s', async (_, tags, status) => {
    const { send, project } = await newTestApp();
    const path = `/v1/projects/${await project()}`;
    const milliseconds: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      milliseconds.push(
        await longestStretch(async () => {
          expect(
            (
              await send('PATCH', path, {
                headers: { 'content-type': 'application/json', 'if-match': tags },
                body: '{}',
              })
            ).status,
          ).toBe(status);
        }),
      );
    }
    expect(Math.min(...milliseconds)).toBeLessThan(MOST_MILLISECONDS);
  });
});
