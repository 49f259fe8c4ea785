import { brotliDecompressSync, createGunzip, gunzipSync } from 'node:zlib';
import { ok } from '@goldset/core';
import type { Export, Result } from '@goldset/core';
import { describe, expect, test } from 'vitest';
import { encodingFor } from '../src/response/compression.ts';
import { newTestApp } from './test-app.ts';

const EXPORT = '/v1/projects/0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55/export';
const exportOf = (chunks: Export['chunks'], format: Export['format'] = 'ndjson'): Result<Export, never> =>
  ok({ next_cursor: 'next', format, project_name: 'Reviews', chunks });

const LINE = JSON.stringify({ text: 'x'.repeat(2000) });

describe('the encoding of an answer', () => {
  test.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['deflate', undefined],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br ; q=0.1', 'br'],
    ['*', 'br'],
    ['*;q=0.5, br;q=0', 'gzip'],
    ['gzip;q=0', undefined],
    ['gzip;q=0.5, identity', undefined],
    ['gzip;q=0.5, identity;q=0.4', 'gzip'],
    ['identity;q=0', undefined],
    ['gzip;q=nonsense', undefined],
  ])('for %j is %s', (header, encoding) => {
    expect(encodingFor(header)).toBe(encoding);
  });
});

describe('an answer', () => {
  test('that is large is compressed where the client likes that', async () => {
    const { send } = await newTestApp();
    const plain = await send('GET', '/openapi.json');
    expect([plain.headers.get('content-encoding'), plain.headers.get('vary')]).toEqual([null, 'Accept-Encoding']);
    const text = await plain.text();
    for (const [encoding, inflate] of [
      ['gzip', gunzipSync],
      ['br', brotliDecompressSync],
    ] as const) {
      const answer = await send('GET', '/openapi.json', { headers: { 'accept-encoding': encoding } });
      expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([
        encoding,
        'Accept-Encoding',
      ]);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.length).toBeLessThan(text.length / 4);
      expect(inflate(bytes).toString('utf8')).toBe(text);
    }
  });

  test('that is small is not', async () => {
    const { send } = await newTestApp();
    const answer = await send('GET', '/v1/me', { headers: { 'accept-encoding': 'gzip' } });
    expect([answer.status, answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([
      200,
      null,
      null,
    ]);
  });

  test('that is compressed has the ETag that it has anyway, also where it is made of a key a second time', async () => {
    const { post, send } = await newTestApp();
    const { id } = (await (await post('/v1/organizations', { name: 'Acme' })).json()) as { id: string };
    const create = (encoding: string): Promise<Response> =>
      send('POST', `/v1/organizations/${id}/projects`, {
        headers: { 'content-type': 'application/json', 'idempotency-key': 'large', 'accept-encoding': encoding },
        body: JSON.stringify({ name: 'Large', description: 'x'.repeat(2000) }),
      });
    const [plain, again] = [await create('identity'), await create('br')];
    const heads = [plain, again].map(({ status, headers }) => [
      status,
      ...['etag', 'location', 'content-encoding', 'idempotency-replayed', 'vary'].map((name) => headers.get(name)),
    ]);
    const location = plain.headers.get('location') ?? '';
    expect(heads).toEqual([
      [201, expect.stringMatching(/^"1\.[\w-]{16}"$/), location, null, null, 'Accept-Encoding'],
      [201, plain.headers.get('etag'), location, 'br', 'true', 'Accept-Encoding'],
    ]);
    expect(JSON.parse(brotliDecompressSync(Buffer.from(await again.arrayBuffer())).toString('utf8'))).toEqual(
      await plain.json(),
    );
    const read = await send('GET', location, { headers: { 'accept-encoding': 'gzip' } });
    expect([read.headers.get('etag'), read.headers.get('content-encoding')]).toEqual([
      plain.headers.get('etag'),
      'gzip',
    ]);
    const unchanged = await send('GET', location, {
      headers: { 'accept-encoding': 'gzip', 'if-none-match': plain.headers.get('etag') ?? '' },
    });
    expect([
      unchanged.status,
      unchanged.headers.get('etag'),
      unchanged.headers.get('content-encoding'),
      unchanged.headers.get('vary'),
      await unchanged.text(),
    ]).toEqual([304, plain.headers.get('etag'), null, 'Accept-Encoding', '']);
  });

  test('that is a stream flows: each chunk can be read before the next one is made', async () => {
    let made = 0;
    let over = false;
    const endless = async function* (): AsyncGenerator<readonly string[]> {
      try {
        for (;;) {
          made += 1;
          yield [LINE];
        }
      } finally {
        over = true;
      }
    };
    const { send } = await newTestApp({ exportProject: async () => exportOf(endless()) });
    const answer = await send('GET', EXPORT, { headers: { 'accept-encoding': 'gzip' } });
    expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual(['gzip', 'Accept-Encoding']);
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const gunzip = createGunzip();
    let text = '';
    gunzip.on('data', (part: Buffer) => {
      text += part.toString('utf8');
    });
    for (let reads = 1; reads <= 10; reads += 1) {
      const { value } = await reader.read();
      await new Promise((resolve) => gunzip.write(value, resolve));
    }
    expect(text.split('\n').length).toBeGreaterThan(10);
    // What zlib and the streams around it hold is little.
    expect(made).toBeLessThan(40);
    await reader.cancel();
    while (!over) await new Promise(setImmediate);
    expect(over).toBe(true);
  });

  test.each(['gzip', 'br'])('that is a stream is all there (%s)', async (encoding) => {
    const chunks = async function* (): AsyncGenerator<readonly string[]> {
      for (let n = 0; n < 5; n += 1) yield [`{"n":${n}}`, LINE];
    };
    const { send } = await newTestApp({ exportProject: async () => exportOf(chunks()) });
    const bytes = Buffer.from(
      await (await send('GET', EXPORT, { headers: { 'accept-encoding': encoding } })).arrayBuffer(),
    );
    const text = (encoding === 'br' ? brotliDecompressSync : gunzipSync)(bytes).toString('utf8');
    expect(text).toBe([0, 1, 2, 3, 4].map((n) => `{"n":${n}}\n${LINE}\n`).join(''));
  });

  test('that is CSV is compressed like one of lines, and says of what it is all the same', async () => {
    const rows = async function* (): AsyncGenerator<readonly string[]> {
      yield ['a,b'];
      yield ['1,2', '3,4'];
    };
    const { send } = await newTestApp({ exportProject: async () => exportOf(rows(), 'csv') });
    const answer = await send('GET', `${EXPORT}?format=csv`, {
      headers: { accept: 'text/csv', 'accept-encoding': 'gzip' },
    });
    const { headers } = answer;
    expect([
      headers.get('content-encoding'),
      headers.get('vary'),
      headers.get('content-type'),
      headers.get('goldset-next-cursor'),
    ]).toEqual([...['gzip', 'Accept-Encoding', 'text/csv; charset=utf-8; header=present', 'next']]);
    expect(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString('utf8')).toBe('a,b\r\n1,2\r\n3,4\r\n');
  });

  test('that is a stream is cut when it fails, compressed or not', async () => {
    const { send, log } = await newTestApp({
      exportProject: async () =>
        exportOf(
          (async function* () {
            yield ['{}'];
            throw new Error('a secret of the database');
          })(),
        ),
    });
    const answer = await send('GET', EXPORT, { headers: { 'accept-encoding': 'br' } });
    await expect(answer.arrayBuffer()).rejects.toThrow('The stream was cut.');
    expect(log.map(({ message }) => message)).toEqual(['request', 'a stream was cut']);
  });
});
