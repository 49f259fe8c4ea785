import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { newTestApp, problemIn } from './test-app.ts';
import type { Parts, TestApp } from './test-app.ts';

const NDJSON = { 'content-type': 'application/x-ndjson' };
const JSON_TYPE = { 'content-type': 'application/json' };

interface Result {
  readonly created: number;
  readonly rejected: number;
  readonly errors: readonly { readonly line: number; readonly pointer: string; readonly code: string }[];
}

const importer = async (): Promise<
  TestApp & { readonly run: (parts: Parts, query?: string) => Promise<Response>; readonly count: () => Promise<number> }
> => {
  const app = await newTestApp();
  const path = `/v1/projects/${await app.project()}`;
  return {
    ...app,
    run: (parts, query = '') => app.send('POST', `${path}/items${query}`, parts),
    count: async () =>
      ((await (await app.send('GET', `${path}/progress`)).json()) as { items: { open: number } }).items.open,
  };
};

const resultOf = async (response: Response): Promise<unknown> => {
  const { created, rejected, errors } = (await response.json()) as Result;
  return [response.status, created, rejected, errors.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`)];
};

const lines = (count: number): string =>
  Array.from({ length: count }, (_, n) => `${JSON.stringify({ external_id: `n${n}`, data: { n } })}\n`).join('');

const cutAfter = (bytes: Uint8Array): ReadableStream<Uint8Array> => {
  let sent = false;
  return new ReadableStream({
    pull: (controller) => {
      if (sent) return controller.error(new Error('the connection was cut'));
      sent = true;
      controller.enqueue(bytes);
    },
  });
};

describe('an import', () => {
  test('as JSON rejects an element alone', async () => {
    const { run, count } = await importer();
    const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    const elements = [
      '{"data":{}}',
      '{"data":{"x":"\\u0000"}}',
      '{"data":{"__proto__":1}}',
      '{"__proto__":{},"data":{}}',
      '{"data":{},"x":1}',
      '7',
      `{"data":${deep(63)}}`,
      `{"data":${deep(64)}}`,
      '{"data":{"n":1e999}}',
    ];
    const answer = await run({ headers: JSON_TYPE, body: `{"items":[${elements.join(',')}]}` });
    expect(await resultOf(answer)).toEqual([
      200,
      2,
      7,
      [
        '2 /data/x encoding',
        '3 /data/__proto__ unknown_field',
        '4 /__proto__ unknown_field',
        '5 /x unknown_field',
        '6  type',
        `8 /data${'/a'.repeat(63)} depth`,
        '9 /data/n number',
      ],
    ]);
    expect(await count()).toBe(2);
  });

  test('as JSON needs a document that can be read', async () => {
    const { run, count } = await importer();
    for (const [body, status, code, pointers] of [
      ['', 400, 'malformed_json', undefined],
      ['{"items":[{"data":{}},]}', 400, 'malformed_json', undefined],
      ['{}', 422, 'invalid', ['/items']],
      ['[]', 422, 'invalid', ['']],
      ['null', 422, 'invalid', ['']],
      ['{"items":{}}', 422, 'invalid', ['/items']],
      ['{"items":[],"itmes":[]}', 422, 'unknown_field', ['/itmes']],
      ['{"items":[],"__proto__":[]}', 422, 'unknown_field', ['/__proto__']],
    ] as const) {
      const problem = await problemIn(await run({ headers: JSON_TYPE, body }));
      expect([problem.status, problem.code, problem.errors?.map(({ pointer }) => pointer)]).toEqual([
        status,
        code,
        pointers,
      ]);
    }
    expect((await problemIn(await run({ body: new Uint8Array(3) }))).code).toBe('unsupported_media_type');
    expect((await problemIn(await run({ headers: { 'content-type': 'text/plain' }, body: 'a,b' }))).code).toBe(
      'unsupported_media_type',
    );
    expect(await count()).toBe(0);
  });

  test('as NDJSON rejects a line alone', async () => {
    const { run } = await importer();
    const long = `{"data":{"x":"${'x'.repeat(1024 * 1024)}"}}`;
    const answer = await run({
      headers: NDJSON,
      body: `{"data":{}}\n\n{"data":\n${long}\r\n{"data":{},"overlap":0}\n{"data":{}}`,
    });
    expect(await resultOf(answer)).toEqual([200, 2, 3, ['3  malformed_json', '4  too_large', '5 /overlap range']]);
    expect(await resultOf(await run({ headers: NDJSON, body: '' }))).toEqual([200, 0, 0, []]);
  });

  test('as compressed NDJSON is inflated as a stream', async () => {
    const { run, count } = await importer();
    const members = Buffer.concat([gzipSync(lines(1500)), gzipSync(lines(3000))]);
    expect(
      await resultOf(await run({ headers: { ...NDJSON, 'content-encoding': 'gzip' }, body: new Uint8Array(members) })),
    ).toEqual([200, 3000, 0, []]);
    expect(await count()).toBe(3000);
  });

  test('that breaks off leaves whole batches, and can be repeated', async () => {
    const { run, count } = await importer();
    const whole = gzipSync(lines(5000), { level: 0 });
    const body = new Uint8Array(whole.subarray(0, -1000));
    expect((await problemIn(await run({ headers: { ...NDJSON, 'content-encoding': 'gzip' }, body }))).code).toBe(
      'malformed_json',
    );
    const kept = await count();
    expect([kept > 0, kept % 1000]).toEqual([true, 0]);
    expect((await problemIn(await run({ headers: NDJSON, body: cutAfter(Buffer.from(lines(4500))) }))).code).toBe(
      'malformed_json',
    );
    expect((await count()) % 1000).toBe(0);
    expect((await run({ headers: NDJSON, body: lines(5000) })).status).toBe(200);
    expect(await count()).toBe(5000);
  });

  test('that is to be aborted writes nothing, and takes at most 10 MiB', async () => {
    const { run, count } = await importer();
    const problem = await problemIn(
      await run({ headers: NDJSON, body: `${lines(2000)}{"data":7}\n` }, '?on_error=abort'),
    );
    expect([problem.status, problem.code, problem.errors]).toEqual([
      422,
      'invalid',
      [expect.objectContaining({ line: 2001, pointer: '/data', code: 'type' })],
    ]);
    for (const chunk of [
      `{"data":{"x":"${'x'.repeat(500_000)}"}}\n`,
      `${' '.repeat(500_000)}\n`,
      'x'.repeat(500_000),
    ]) {
      let taken = 0;
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          taken += 1;
          controller.enqueue(Buffer.from(chunk));
        },
      });
      expect((await problemIn(await run({ headers: NDJSON, body }, '?on_error=abort'))).code).toBe('too_large');
      expect(taken).toBeLessThan(30);
    }
    expect(await count()).toBe(0);
  });

  test('is not read where it is not allowed', async () => {
    const { send } = await newTestApp();
    let taken = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          taken += 1;
          controller.enqueue(Buffer.from('{"data":{}}\n'));
        },
      },
      { highWaterMark: 0 },
    );
    expect((await send('POST', '/v1/projects/nobodys/items', { headers: NDJSON, body })).status).toBe(404);
    expect(taken).toBe(0);
  });

  test('refuses options that do not exist', async () => {
    const { run } = await importer();
    expect((await problemIn(await run({ headers: NDJSON, body: '' }, '?on_error=stop'))).errors).toEqual([
      expect.objectContaining({ pointer: '/on_error', code: 'option' }),
    ]);
    expect((await problemIn(await run({ headers: NDJSON, body: '' }, '?on_errors=abort'))).code).toBe('unknown_field');
  });
});
