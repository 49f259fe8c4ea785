import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
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

  test('headers that do not come in time are not waited for', async () => {
    await serve(200);
    expect(await answerTo(HEAD)).toMatch(/^HTTP\/1.1 408 [^]*"code":"timed_out"/);
  });
});
