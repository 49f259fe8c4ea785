import { once } from 'node:events';
import { request } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { unreadable } from '@goldset/adapter-http';
import { ok } from '@goldset/core';
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../../../../test/until.ts';
import { createHttpServer } from '../../src/http-server.ts';
import { startTestApp } from './server.ts';
import type { TestApp, TestAppOptions } from './server.ts';

const NDJSON = 'application/x-ndjson';
const MEBIBYTE = 1024 * 1024;
const NOBODYS = '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55';

interface Serving extends TestApp {
  readonly port: number;
  /** Begins a request over a connection of its own. */
  readonly begin: (method: string, path: string, headers?: Readonly<Record<string, string>>) => ClientRequest;
}

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const serve = async (options: TestAppOptions = {}): Promise<Serving> => {
  const app = await startTestApp({ store: 'memory', ...options });
  const { server } = createHttpServer({ fetch: app.fetch, answerUnreadable: (code) => unreadable(code, 'unread') });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  stops.push(async () => {
    server.closeAllConnections();
    server.close();
    await app.close();
  });
  const begin: Serving['begin'] = (method, path, headers = {}) =>
    request({
      port,
      host: '127.0.0.1',
      method,
      path: `/v1${path}`,
      headers: { authorization: `Bearer ${app.token}`, ...headers },
      agent: false,
    });
  return { ...app, port, begin };
};

const answerTo = async (sent: ClientRequest): Promise<IncomingMessage> => {
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return answer;
};

const textOf = async (answer: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const newProject = async ({ api }: TestApp): Promise<string> => {
  const organization = await api.post<{ id: string }>('/organizations', { name: 'Acme' });
  const project = await api.post<{ id: string }>(`/organizations/${organization.body.id}/projects`, {
    name: 'Reviews',
  });
  return `/projects/${project.body.id}`;
};

/** Sends the chunk over and over, as fast as it is taken, until the answer comes or the connection ends; says how many bytes that were. */
const pour = async (
  sent: ClientRequest,
  chunk: Buffer,
): Promise<{ readonly answer: IncomingMessage; readonly bytes: number }> => {
  let answered = false;
  let bytes = 0;
  sent.on('error', () => undefined);
  const answer = answerTo(sent).finally(() => {
    answered = true;
  });
  while (!answered && !sent.destroyed) {
    bytes += chunk.length;
    if (!sent.write(chunk)) await Promise.race([once(sent, 'drain'), answer.catch(() => undefined)]);
  }
  return { answer: await answer, bytes };
};

/** Sends a whole request before it reads anything, as simple clients do; resolves to the text of the answer when the connection ends. */
const sendThenRead = async (
  { port, token }: Serving,
  path: string,
  headers: Readonly<Record<string, string>>,
  bytes: number,
): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  const all = { Host: 'localhost', Authorization: `Bearer ${token}`, 'Content-Length': String(bytes), ...headers };
  socket.write(
    `POST /v1${path} HTTP/1.1\r\n${Object.entries(all)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`,
  );
  const chunk = Buffer.alloc(64 * 1024, 0x20);
  for (let sent = 0; sent < bytes; sent += chunk.length) if (!socket.write(chunk)) await once(socket, 'drain');
  let text = '';
  for await (const part of socket) text += String(part);
  return text;
};

describe('a request that is refused before its end', () => {
  test.each([
    ['too large', '/organizations', { 'Content-Type': 'application/json' }, 413],
    ['of nobody', '/organizations', { 'Content-Type': 'application/json', Authorization: 'Bearer nobody' }, 401],
    [
      'an import of nobody',
      `/projects/${NOBODYS}/items`,
      { 'Content-Type': NDJSON, Authorization: 'Bearer nobody' },
      401,
    ],
    ['an import into nothing', `/projects/${NOBODYS}/items`, { 'Content-Type': NDJSON }, 404],
    ['an import of nothing', `/projects/${NOBODYS}/items`, { 'Content-Type': 'text/plain' }, 415],
  ])(
    'is answered even to a client that reads nothing before it has sent everything (%s)',
    async (_, path, headers, status) => {
      const serving = await serve();
      const answer = await sendThenRead(serving, path, { Connection: 'close', ...headers }, 32 * MEBIBYTE);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*"status":${status}[^]*}$`));
    },
  );

  test('leaves a connection that serves the next one', async () => {
    const { port, token } = await serve();
    const socket = connect(port, '127.0.0.1');
    const chunk = Buffer.alloc(16 * MEBIBYTE, 0x20);
    socket.write(
      `POST /v1/organizations HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${chunk.length}\r\n\r\n`,
    );
    socket.write(chunk);
    socket.write(
      `GET /v1/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
    );
    let text = '';
    for await (const part of socket) text += String(part);
    expect(text.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  });
});

describe('a body that is too large', () => {
  test.each([
    ['plain', {}, Buffer.alloc(MEBIBYTE, 0x20), 64 * MEBIBYTE],
    ['compressed', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(8 * MEBIBYTE, 0x20)), 16 * MEBIBYTE],
  ])('is answered while it is still being sent (%s)', async (_, headers, chunk, most) => {
    const { begin } = await serve();
    const { answer, bytes } = await pour(
      begin('POST', '/organizations', { 'content-type': 'application/json', ...headers }),
      chunk,
    );
    expect([answer.statusCode, JSON.parse(await textOf(answer))]).toEqual([
      413,
      expect.objectContaining({ code: 'too_large' }),
    ]);
    expect(bytes).toBeLessThan(most);
  });
});

describe('an import', () => {
  test('is refused before it is read', async () => {
    const { begin } = await serve();
    const { answer } = await pour(
      begin('POST', '/projects/nobodys/items', { 'content-type': NDJSON }),
      Buffer.from('{"data":{}}\n'.repeat(5000)),
    );
    expect(answer.statusCode).toBe(404);
    const unauthenticated = await pour(
      begin('POST', '/projects/nobodys/items', { 'content-type': NDJSON, authorization: '' }),
      Buffer.alloc(MEBIBYTE),
    );
    expect(unauthenticated.answer.statusCode).toBe(401);
  });

  test('whose connection is cut leaves whole batches, and nothing in the log but that', async () => {
    const app = await serve();
    const project = await newProject(app);
    const open = async (): Promise<number> =>
      (await app.api.get<{ items: { open: number } }>(`${project}/progress`)).body.items.open;
    const sent = app.begin('POST', `${project}/items`, { 'content-type': NDJSON });
    sent.on('error', () => undefined);
    sent.write(Array.from({ length: 2500 }, (_, n) => `{"external_id":"n${n}","data":{}}\n`).join(''));
    await until(async () => (await open()) > 0);
    sent.destroy();
    await until(() => app.log.some(({ fields }) => fields['route'] === '/v1/projects/{project_id}/items'));
    expect((await open()) % 1000).toBe(0);
    expect(app.log.filter(({ level }) => level !== 'info')).toEqual([]);
  });
});

describe('who may not go on', () => {
  /** Everything for an import or export of a manager's, and what takes their token from them. */
  const managerOf = async (app: TestApp) => {
    const organization = await app.api.post<{ id: string }>('/organizations', { name: 'Acme' });
    const at = `/organizations/${organization.body.id}`;
    const project = `/projects/${(await app.api.post<{ id: string }>(`${at}/projects`, { name: 'Reviews' })).body.id}`;
    const account = await app.api.post<{ id: string }>(`${at}/service-accounts`, {
      name: 'importer',
      roles: ['manager'],
    });
    const tokens = `${at}/service-accounts/${account.body.id}/tokens`;
    const token = await app.api.post<{ id: string; secret: string }>(tokens, { name: 'x' });
    return {
      project,
      organization: at,
      account: account.body.id,
      authorization: `Bearer ${token.body.secret}`,
      revoke: () => app.api.delete(`${tokens}/${token.body.id}`),
    };
  };

  const linesFrom = (first: number, count: number): string =>
    Array.from({ length: count }, (_, n) => `{"external_id":"n${first + n}","data":{}}\n`).join('');

  test.each([
    ['whose token is revoked', 401, 'unauthenticated'],
    ['whose project is archived', 409, 'archived'],
  ] as const)('has an import stopped, which says what it did so far (%s)', async (_what, status, code) => {
    const app = await serve({ store: 'postgres' });
    const { project, authorization, revoke } = await managerOf(app);
    const open = async (): Promise<number> =>
      (await app.api.get<{ items: { open: number } }>(`${project}/progress`)).body.items.open;
    const sent = app.begin('POST', `${project}/items`, { 'content-type': NDJSON, authorization });
    sent.on('error', () => undefined);
    const answered = answerTo(sent);
    sent.write(linesFrom(0, 2500));
    await until(async () => (await open()) === 2000);
    expect((await (status === 401 ? revoke() : app.api.patch(project, { state: 'archived' }))).status).toBeLessThan(
      300,
    );
    // It is answered while its client would go on sending.
    for (let first = 2500; first < 8500; first += 1000) sent.write(linesFrom(first, 1000));
    const answer = await answered;
    expect(answer.statusCode).toBe(status);
    expect(JSON.parse(await textOf(answer))).toMatchObject({
      code,
      created: 2000,
      updated: 0,
      unchanged: 0,
      rejected: 0,
    });
    expect(await open()).toBe(2000);
    sent.destroy();
  });

  test.each([
    ['whose token is revoked', 401],
    ['whose role is taken away', 404],
  ] as const)('has a request refused whose body came slowly (%s)', async (_what, status) => {
    const app = await serve({ http: { slowBodyMilliseconds: -1 } });
    const { project, organization, account, authorization, revoke } = await managerOf(app);
    const end = async (): Promise<unknown> => {
      if (status === 401) return revoke();
      const { role_bindings } = (
        await app.api.get<{ role_bindings: { id: string; user: { id: string } }[] }>(`${organization}/role-bindings`)
      ).body;
      return app.api.delete(
        `${organization}/role-bindings/${role_bindings.find(({ user }) => user.id === account)?.id}`,
      );
    };
    // The body is asked for once the caller is known.
    const body = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          await end();
          controller.enqueue(Buffer.from('{"name":"Renamed"}'));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const answer = await app.fetch(
      new Request(`http://localhost/v1${project}`, {
        method: 'PATCH',
        headers: { authorization, 'content-type': 'application/json' },
        body,
        duplex: 'half',
      } as RequestInit),
    );
    expect([answer.status, (await app.api.get<{ name: string }>(project)).body.name]).toEqual([status, 'Reviews']);
  });

  test('has an export cut, with the reason in the log', async () => {
    const app = await serve({ store: 'postgres' });
    const { project, authorization, revoke } = await managerOf(app);
    const big = Array.from(
      { length: 40 },
      (_, n) => `${JSON.stringify({ external_id: `n${n}`, data: { text: 'x'.repeat(900_000) } })}\n`,
    ).join('');
    await app.api.request('POST', `${project}/items`, { headers: { 'Content-Type': NDJSON }, body: big });
    const sent = app.begin('GET', `${project}/export`, { authorization });
    sent.end();
    const answer = await answerTo(sent);
    await once(answer, 'readable');
    expect((await revoke()).status).toBe(204);
    await expect(textOf(answer)).rejects.toThrow('aborted');
    expect([answer.statusCode, answer.complete]).toEqual([200, false]);
    expect(app.log.filter(({ level }) => level !== 'info')).toEqual([
      {
        level: 'warn',
        message: 'a stream was cut: the caller may not read the project any more',
        fields: { request_id: expect.any(String), reason: 'unauthenticated' },
      },
    ]);
  });
});

describe('an export', () => {
  test('waits for its reader, and stops when that one leaves', async () => {
    let chunks = 0;
    let over = false;
    const line = JSON.stringify({ text: 'x'.repeat(MEBIBYTE) });
    const endless = async function* (): AsyncGenerator<readonly string[]> {
      try {
        for (;;) {
          chunks += 1;
          yield [line];
        }
      } finally {
        over = true;
      }
    };
    const { begin } = await serve({
      replace: {
        exportProject: async () =>
          ok({ next_cursor: 'next', format: 'ndjson', project_name: 'Reviews', chunks: endless() }),
      },
    });
    const sent = begin('GET', '/projects/any/export');
    sent.end();
    const answer = await answerTo(sent);
    let before = 0;
    // What the sockets hold is not much; when they are full, nothing more is asked for.
    for (let still = 0; still < 20; still += 1) {
      await delay(10);
      if (chunks !== before) still = 0;
      before = chunks;
    }
    expect(chunks).toBeLessThan(40);
    answer.on('error', () => undefined);
    answer.destroy();
    await until(() => over);
    expect(over).toBe(true);
  });

  test('that fails is cut, so that nobody takes it for whole', async () => {
    const failing = async function* (): AsyncGenerator<readonly string[]> {
      yield ['{}'];
      throw new Error('a secret of the database');
    };
    const { begin, log } = await serve({
      replace: {
        exportProject: async () =>
          ok({ next_cursor: 'next', format: 'ndjson', project_name: 'Reviews', chunks: failing() }),
      },
    });
    const sent = begin('GET', '/projects/any/export');
    sent.end();
    const answer = await answerTo(sent);
    await expect(textOf(answer)).rejects.toThrow('aborted');
    expect([answer.statusCode, answer.complete]).toEqual([200, false]);
    expect(log.map(({ level, message }) => `${level} ${message}`)).toContain('error a stream was cut');
  });
});
