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
  ({ server } = createHttpServer({
    fetch: async () => new Response('fine'),
    answerUnreadable: (code) => unreadable(code, `id-of-${code}`),
    headersTimeout,
  }));
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

/** The answers in what was read, each with its first line. */
const answersIn = (text: string): readonly string[] => text.split(/(?=HTTP\/1\.1 \d)/);

const statusOf = (answer: string): number => Number(answer.slice('HTTP/1.1 '.length).slice(0, 3));

describe('what cannot be read', () => {
  test.each([
    ['no HTTP', ['nonsense\r\n\r\n'], 400, 'malformed_request'],
    ['a broken header', [`${HEAD}Host: x\r\nno header\r\n\r\n`], 400, 'malformed_request'],
    ['no Host', [`${HEAD}Connection: close\r\n\r\n`], 400, 'malformed_request'],
    ['an empty Host', [`${HEAD}Host:\r\nConnection: close\r\n\r\n`], 400, 'malformed_request'],
    ['no Host beside a whole URL', ['GET http://x/ HTTP/1.1\r\nConnection: close\r\n\r\n'], 400, 'malformed_request'],
    ['two Hosts', [`${HEAD}Host: x\r\nHost: y\r\nConnection: close\r\n\r\n`], 400, 'malformed_request'],
    ['the same Host twice', [`${HEAD}Host: x\r\nhOST: x\r\nConnection: close\r\n\r\n`], 400, 'malformed_request'],
    ['two Hosts in HTTP/1.0', ['GET / HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n'], 400, 'malformed_request'],
    ['HTTP/2 in the first line', ['GET / HTTP/2.0\r\nHost: x\r\nConnection: close\r\n\r\n'], 400, 'malformed_request'],
    ['the preface of HTTP/2', ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], 400, 'malformed_request'],
    ['the beginning of TLS', [Buffer.from('16030100c8010000c40303', 'hex')], 400, 'malformed_request'],
    ['what is for a proxy', ['CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n'], 400, 'malformed_request'],
    ['a URL that is none', ['GET /\\x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'], 400, 'malformed_request'],
    ['a method that there is not', ['get / HTTP/1.1\r\nHost: x\r\n\r\n'], 400, 'malformed_request'],
    [
      'a chunk without a size',
      ['POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
      400,
      'malformed_request',
    ],
    [
      'too much beside the size of a chunk',
      [
        'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2;',
        Buffer.alloc(20_000, 0x61),
        '\r\nab\r\n0\r\n\r\n',
      ],
      400,
      'malformed_request',
    ],
    [
      'another encoding of the transfer',
      ['POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n'],
      400,
      'malformed_request',
    ],
    [
      'an expectation that nobody has',
      [`${HEAD}Host: x\r\nExpect: a miracle\r\nConnection: close\r\n\r\n`],
      417,
      'expectation_failed',
    ],
    [
      'an expectation that nobody has, with a body',
      ['POST / HTTP/1.1\r\nHost: x\r\nExpect: a miracle\r\nContent-Length: 3\r\n\r\nabc'],
      417,
      'expectation_failed',
    ],
    ['a Host that is none', [`${HEAD}Host: a b/c\r\nConnection: close\r\n\r\n`], 400, 'malformed_request'],
    [
      'two lengths',
      [`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`],
      400,
      'malformed_request',
    ],
    [
      'too many headers',
      [`${HEAD}Host: x\r\nCookie: `, Buffer.alloc(1_000_000, 0x61), '\r\n\r\n'],
      431,
      'headers_too_large',
    ],
    [
      'too long a URL',
      ['GET /', Buffer.alloc(1_000_000, 0x61), ' HTTP/1.1\r\nHost: x\r\n\r\n'],
      431,
      'headers_too_large',
    ],
  ] as const)('is answered with a problem: %s', async (_, parts, status, code) => {
    await serve();
    const [head = '', body = ''] = (await answerTo(...parts)).split('\r\n\r\n');
    expect(head.split('\r\n')[0]).toMatch(new RegExp(`^HTTP/1.1 ${status} [A-Z]`));
    expect(head.toLowerCase()).toContain(`x-request-id: id-of-${code}`);
    expect(head.toLowerCase()).toContain('content-type: application/problem+json');
    expect(head.toLowerCase()).toContain('x-content-type-options: nosniff');
    expect(head).toMatch(/^Date: /m);
    expect(JSON.parse(body)).toMatchObject({ type: `/problems/${code}`, status, code, request_id: `id-of-${code}` });
  });

  test.each([
    ['one request', 1],
    ['three requests', 3],
  ])('is answered behind what was asked before it: %s', async (_, count) => {
    const held: (() => void)[] = [];
    ({ server } = createHttpServer({
      fetch: () => new Promise((resolve) => held.push(() => resolve(new Response('fine')))),
      answerUnreadable: (code) => unreadable(code, code),
    }));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const refused = once(server, 'clientError');
    const answer = answerTo(`${HEAD}Host: x\r\n\r\n`.repeat(count), 'nonsense\r\n\r\n');
    await refused;
    for (const release of held) release();
    const answers = answersIn(await answer);
    expect(answers.map(statusOf)).toEqual([...Array.from({ length: count }, () => 200), 400]);
    expect(answers.at(-1)).toContain('"code":"malformed_request"');
  });

  test('is answered under the id that the client gave, where that can be read', async () => {
    ({ server } = createHttpServer({
      fetch: async () => new Response('fine'),
      answerUnreadable: (code, given) => unreadable(code, given ?? 'none'),
    }));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const mine = 'X-Request-Id: mine\r\nConnection: close\r\n\r\n';
    for (const request of [
      `${HEAD}${mine}`,
      `${HEAD}Host: a b\r\n${mine}`,
      `${HEAD}Host: x\r\nExpect: more\r\n${mine}`,
      `CONNECT x:1 HTTP/1.1\r\nHost: x\r\n${mine}`,
    ]) {
      expect(await answerTo(request)).toContain('"request_id":"mine"');
    }
  });

  test('and nothing that takes long is cut, as long as something moves', async () => {
    // Much longer than a busy machine keeps one waiting.
    const inactivity = 800;
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
    ({ server } = createHttpServer({
      fetch,
      answerUnreadable: (code) => unreadable(code, code),
      inactivity,
      headersTimeout: inactivity,
    }));
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

  test('a connection on which nothing was sent is closed without a word, which would be taken for the answer to the next request', async () => {
    await serve(200);
    expect(await answerTo()).toBe('');
  });
});

describe('a connection', () => {
  const serveFor = async (timeouts: {
    readonly inactivity?: number;
    readonly headersTimeout?: number;
    readonly keepAlive?: number;
  }): Promise<void> => {
    ({ server } = createHttpServer({
      fetch: async () => new Response('fine'),
      answerUnreadable: (code) => unreadable(code, code),
      ...timeouts,
    }));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  };

  test.each([
    ['without a Host', ''],
    ['with one', 'Host: x\r\n'],
    ['with an empty one', 'Host:\r\n'],
  ])('of HTTP/1.0 is served, as the health checks of load balancers need it: %s', async (_, host) => {
    await serveFor({});
    expect(await answerTo(`GET /healthz HTTP/1.0\r\n${host}\r\n`)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nfine$/);
  });

  test('is kept for the next request longer than a client may be silent within one, and than headers may take', async () => {
    await serveFor({ inactivity: 500, headersTimeout: 500, keepAlive: 60_000 });
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`${HEAD}Host: x\r\n\r\n`);
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(String(first)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Keep-Alive: timeout=60\r\n/);
    // Both are looked at every 500 ms.
    await delay(1_500);
    socket.write(`${HEAD}Host: x\r\nConnection: close\r\n\r\n`);
    let second = '';
    for await (const part of socket) second += String(part);
    expect(second).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  test('is closed when that time is over', async () => {
    await serveFor({ keepAlive: 1 });
    expect(await answerTo(`${HEAD}Host: x\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*fine/);
  });

  test('is kept for 75 s where nothing else is said', async () => {
    await serveFor({});
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`${HEAD}Host: x\r\n\r\n`);
    expect(String((await once(socket, 'data'))[0])).toContain('Keep-Alive: timeout=75\r\n');
    socket.destroy();
  });
});
