import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { createClient, GoldsetError } from '../src/index.ts';
import type { Client, ExportedItem, ImportItem, Lines } from '../src/index.ts';
import { machineClock } from '../src/retry.ts';
import { answering, breakingOff, hangingUp, refusing, serveReplies } from './failing-server.ts';
import type { FailingServer, Reply } from './failing-server.ts';
import { newGate } from './gate.ts';

const NDJSON = 'application/x-ndjson';
const PROJECT = { path: { project_id: 'p1' } };
const RESULT = { created: 3, updated: 0, unchanged: 0, rejected: 0, errors: [] };

let server: FailingServer;

afterEach(() => server.close());

const serve = async (...replies: readonly Reply[]): Promise<Client> => {
  server = await serveReplies(...replies);
  return createClient({ url: server.url, clock: { ...machineClock, sleep: async () => undefined } });
};

const itemOf = (n: number): ImportItem => ({ external_id: `n${n}`, data: { text: `${n} ✓` } });

const collect = async <T>(lines: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const line of lines) all.push(line);
  return all;
};

const textOf = (...items: readonly ImportItem[]): string => items.map((item) => `${JSON.stringify(item)}\n`).join('');

describe('an import', () => {
  const three = [itemOf(1), itemOf(2), itemOf(3)];
  const later = async function* (): AsyncGenerator<ImportItem> {
    for (const item of three) yield item;
  };

  test.each<readonly [string, Lines<ImportItem>]>([
    ['a list', three],
    ['a set', new Set(three)],
    ['a generator', later()],
    ['a function', later],
    ['a function of a list', () => three],
  ])('sends %s, one line per value', async (_, lines) => {
    const client = await serve(answering(200, RESULT));
    expect(
      await client.import('/projects/{project_id}/items', lines, { ...PROJECT, query: { on_conflict: 'update' } }),
    ).toEqual(RESULT);
    const [seen] = server.seen;
    expect([
      seen?.method,
      seen?.url,
      seen?.headers['content-type'],
      seen?.headers['transfer-encoding'],
      seen?.headers['idempotency-key'],
    ]).toEqual(['POST', '/v1/projects/p1/items?on_conflict=update', NDJSON, 'chunked', undefined]);
    expect(seen?.body.toString()).toBe(textOf(...three));
  });

  test('may be empty, compressed, or put together first', async () => {
    const client = await serve(answering(200, RESULT));
    await client.import('/projects/{project_id}/items', [], PROJECT);
    await client.import('/projects/{project_id}/items', later(), { ...PROJECT, gzip: true });
    await client.import('/projects/{project_id}/items', later(), { ...PROJECT, buffered: true });
    const [empty, compressed, buffered] = server.seen;
    expect(empty?.body.length).toBe(0);
    expect([compressed?.headers['content-encoding'], gunzipSync(compressed?.body ?? '').toString()]).toEqual([
      'gzip',
      textOf(...three),
    ]);
    expect([
      buffered?.headers['content-length'],
      buffered?.headers['transfer-encoding'],
      buffered?.body.toString(),
    ]).toEqual([String(Buffer.byteLength(textOf(...three))), undefined, textOf(...three)]);
  });

  test('of a function is sent again from its beginning; anything else is sent once', async () => {
    const client = await serve(
      hangingUp,
      refusing(503, 'unavailable'),
      refusing(429, 'too_many_requests'),
      answering(200, RESULT),
      hangingUp,
      refusing(503, 'unavailable'),
    );
    expect(await client.import('/projects/{project_id}/items', later, PROJECT)).toEqual(RESULT);
    expect(server.seen.map(({ body }) => body.toString())).toEqual(Array.from({ length: 4 }, () => textOf(...three)));
    await expect(client.import('/projects/{project_id}/items', later(), PROJECT)).rejects.toThrow(TypeError);
    await expect(client.import('/projects/{project_id}/items', three, PROJECT)).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(server.seen.length).toBe(6);
  });

  test.each([{}, { gzip: true }, { buffered: true }])(
    'throws what its lines throw, and is not sent again (%o)',
    async (options) => {
      const client = await serve(answering(200, RESULT));
      let begun = 0;
      const failing = async function* (): AsyncGenerator<ImportItem> {
        begun += 1;
        yield itemOf(1);
        throw new RangeError('no second line');
      };
      await expect(client.import('/projects/{project_id}/items', failing, { ...PROJECT, ...options })).rejects.toThrow(
        new RangeError('no second line'),
      );
      expect([begun, server.seen.length]).toEqual([1, 0]);
    },
  );

  test('asks for lines as fast as they are taken, and ends them when it is answered or given up', async () => {
    let made = 0;
    const over = newGate();
    const endless = function* (): Generator<ImportItem> {
      try {
        for (;;) {
          made += 1;
          yield { data: { text: 'x'.repeat(64 * 1024) } };
        }
      } finally {
        over.open();
      }
    };
    const stop = new AbortController();
    const stalled = newGate();
    const client = createClient({
      url: 'http://localhost',
      fetch: async (request) => {
        const reader = request.body?.getReader();
        await reader?.read();
        await reader?.read();
        stalled.open();
        return new Promise((_, reject) =>
          request.signal.addEventListener('abort', () => reject(request.signal.reason)),
        );
      },
    });
    server = await serveReplies(hangingUp);
    const importing = client.import('/projects/{project_id}/items', endless(), { ...PROJECT, signal: stop.signal });
    await stalled.opened;
    expect(made).toBeLessThan(5);
    stop.abort(new Error('enough'));
    await expect(importing).rejects.toThrow('enough');
    await over.opened;
  });

  test('does not hold a line back for the next one', async () => {
    const arrived = newGate<string>();
    const gate = newGate();
    const slow = async function* (): AsyncGenerator<ImportItem> {
      yield itemOf(1);
      await gate.opened;
      yield itemOf(2);
    };
    const client = createClient({
      url: 'http://localhost',
      fetch: async (request) => {
        const reader = request.body?.getReader();
        arrived.open(new TextDecoder().decode((await reader?.read())?.value));
        while ((await reader?.read())?.done === false);
        return Response.json(RESULT);
      },
    });
    server = await serveReplies(hangingUp);
    const importing = client.import('/projects/{project_id}/items', slow(), PROJECT);
    expect(await arrived.opened).toBe(textOf(itemOf(1)));
    gate.open();
    expect(await importing).toEqual(RESULT);
  });
});

describe('an export', () => {
  const lineOf = (n: number): string => `{"id":"${n}","text":"ü€😀"}\n`;
  const streaming =
    (chunks: Iterable<Uint8Array | string>): Reply =>
    async (response) => {
      response.writeHead(200, { 'Content-Type': NDJSON });
      for (const chunk of chunks)
        if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve));
      response.end();
    };

  test('is read line by line, wherever its bytes are parted', async () => {
    const whole = Buffer.from(lineOf(1) + lineOf(2) + lineOf(3));
    const client = await serve(
      streaming(Array.from(whole, (byte) => Uint8Array.of(byte))),
      streaming([whole]),
      streaming([]),
    );
    const expected = [1, 2, 3].map((n) => JSON.parse(lineOf(n)) as ExportedItem);
    expect(await collect(client.export('p1'))).toEqual(expected);
    expect(await collect(client.export('p1'))).toEqual(expected);
    expect(await collect(client.export('p1'))).toEqual([]);
    expect(server.seen.map(({ url, headers }) => [url, headers.accept])).toEqual(
      Array.from({ length: 3 }, () => ['/v1/projects/p1/export', NDJSON]),
    );
  });

  test('asks only when it is read, and begins again until it has begun', async () => {
    const client = await serve(hangingUp, refusing(503, 'unavailable'), streaming([lineOf(1)]));
    const lines = client.export('p1');
    expect(server.seen.length).toBe(0);
    expect((await collect(lines)).length).toBe(1);
    expect(server.seen.length).toBe(3);
  });

  test.each([
    ['in the middle of a line', lineOf(1) + '{"id'],
    ['between two lines', lineOf(1)],
  ])('that is cut %s throws, and is not begun again', async (_, begin) => {
    const client = await serve(breakingOff(begin, NDJSON));
    const lines = client.export('p1');
    expect((await lines.next()).value).toEqual(JSON.parse(lineOf(1)));
    await expect(lines.next()).rejects.toThrow('terminated');
    expect(server.seen.length).toBe(1);
  });

  test('that ends within a line throws', async () => {
    const client = await serve(streaming([`${lineOf(1)}{"id":"2"}`]));
    await expect(collect(client.export('p1'))).rejects.toThrow('cut in the middle of a line');
  });

  test('that is refused throws the problem', async () => {
    const client = await serve(refusing(404, 'not_found'));
    await expect(collect(client.export('p1'))).rejects.toThrow(GoldsetError);
  });

  test('is made as slowly as it is read, and ends when its reader leaves', async () => {
    let chunks = 0;
    const gone = newGate();
    const line = `${JSON.stringify({ text: 'x'.repeat(256 * 1024) })}\n`;
    const client = await serve(async (response) => {
      response.once('close', () => gone.open());
      response.writeHead(200, { 'Content-Type': NDJSON });
      for (; !response.destroyed; chunks += 1) {
        if (!response.write(line))
          await Promise.race([new Promise((resolve) => response.once('drain', resolve)), gone.opened]);
      }
    });
    let read = 0;
    for await (const _ of client.export('p1')) {
      read += 1;
      if (read === 20) break;
    }
    await gone.opened;
    // What lies between them is what the sockets hold.
    expect([read, chunks < 100]).toEqual([20, true]);
  });
});
