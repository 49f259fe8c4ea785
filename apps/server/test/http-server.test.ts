import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { unreadable } from '@goldset/adapter-http';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpServer } from '../src/http-server.ts';

let server: Server;

const serve = async (headersTimeout = 30_000): Promise<void> => {
  ({ server } = createHttpServer({ fetch: async () => new Response('fine'), answerUnreadable: (code) => unreadable(code, `id-of-${code}`), headersTimeout }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
};

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const answerTo = async (...parts: readonly (string | Buffer)[]): Promise<string> => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  for (const part of parts) socket.write(part);
  let text = '';
  for await (const part of socket) text += String(part);
  return text;
};

const HEAD = 'GET / HTTP/1.1\r\n';

describe('what cannot be read', () => {
  test.each([
    ['no HTTP', ['nonsense\r\n\r\n'], 400, 'malformed_request'],
    ['a broken header', [`${HEAD}Host: x\r\nno header\r\n\r\n`], 400, 'malformed_request'],
    ['no Host', [`${HEAD}Connection: close\r\n\r\n`], 400, 'malformed_request'],
    ['a Host that is none', [`${HEAD}Host: a b/c\r\nConnection: close\r\n\r\n`], 400, 'malformed_request'],
    ['two lengths', [`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`], 400, 'malformed_request'],
    ['too many headers', [`${HEAD}Host: x\r\nCookie: `, Buffer.alloc(1_000_000, 0x61), '\r\n\r\n'], 431, 'headers_too_large'],
    ['too long a URL', ['GET /', Buffer.alloc(1_000_000, 0x61), ' HTTP/1.1\r\nHost: x\r\n\r\n'], 431, 'headers_too_large'],
  ] as const)('is answered with a problem: %s', async (_, parts, status, code) => {
    await serve();
    const [head = '', body = ''] = (await answerTo(...parts)).split('\r\n\r\n');
    expect(head.split('\r\n')[0]).toMatch(new RegExp(`^HTTP/1.1 ${status} [A-Z]`));
    expect(head.toLowerCase()).toContain(`x-request-id: id-of-${code}`);
    expect(head.toLowerCase()).toContain('content-type: application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ type: `/problems/${code}`, status, code, request_id: `id-of-${code}` });
  });

  test('and nothing that takes long is cut, as long as something moves', async () => {
    const inactivity = 200;
    const fetch = async (request: Request): Promise<Response> => {
      const body = (await request.text()).length;
      let n = 0;
      const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
        await delay(inactivity / 4);
        n += 1;
        if (n > 12) controller.close();
        else controller.enqueue(Buffer.from(n === 1 ? `${body}.` : '.'));
      };
      return new Response(new ReadableStream({ pull }));
    };
    ({ server } = createHttpServer({ fetch, answerUnreadable: (code) => unreadable(code, code), inactivity, headersTimeout: inactivity }));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const answer = (async () => {
      let text = '';
      for await (const part of socket) text += String(part);
      return text;
    })();
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 12\r\n\r\n');
    // Three times as long as anybody may be silent, in steps much shorter than that.
    for (let n = 0; n < 12; n += 1) {
      await delay(inactivity / 4);
      socket.write('x');
    }
    expect(await answer).toMatch(/^HTTP\/1.1 200 [^]*12\.[^]*0\r\n\r\n$/);
  });

  test('headers that do not come in time are not waited for', async () => {
    await serve(200);
    expect(await answerTo(HEAD)).toMatch(/^HTTP\/1.1 408 [^]*"code":"timed_out"/);
  });
});
