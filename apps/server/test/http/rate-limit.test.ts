import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listenOn } from './listening.ts';
import { startTestApp } from './server.ts';
import type { TestApp } from './server.ts';

const PATH = '/v1/invitations/accept';
const BODY = JSON.stringify({ secret: 'a-secret-that-nobody-has', name: 'Eve' });

/** What a server hands over with a request of this peer. */
const from = (remoteAddress: string): object => ({ incoming: { socket: { remoteAddress } } });

interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
}

const asking = (app: TestApp, peer: string, { headers = {}, path = PATH }: Asked = {}): Promise<Response> =>
  path === PATH
    ? app.fetch(
        new Request(`http://localhost${path}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
          body: BODY,
        }),
        from(peer),
      )
    : app.fetch(new Request(`http://localhost${path}`, { headers }), from(peer));

/** How often each status was answered to so many requests. */
const statuses = async (
  app: TestApp,
  count: number,
  peer: string,
  asked: Asked = {},
): Promise<Readonly<Record<number, number>>> => {
  const found: Record<number, number> = {};
  for (let n = 0; n < count; n += 1) {
    const { status } = await asking(app, peer, asked);
    found[status] = (found[status] ?? 0) + 1;
  }
  return found;
};

const time = Date.parse('2026-01-01T00:00:00Z');

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ store: 'memory', http: { trustedProxies: ['10.0.0.0/8'], now: () => time } });
});
afterAll(() => app.close());

describe('what needs no token', () => {
  test('is refused to a client that asks too often, before the body is looked at, and says when to ask again', async () => {
    expect(await statuses(app, 61, '192.0.2.1')).toEqual({ 422: 60, 429: 1 });
    const refused = await app.fetch(
      new Request(`http://localhost${PATH}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{',
      }),
      from('192.0.2.1'),
    );
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('content-type')]).toEqual([
      429,
      '2',
      'application/problem+json',
    ]);
    expect(await refused.json()).toMatchObject({
      code: 'too_many_requests',
      detail: expect.stringMatching(
        /^Without a token, one client may ask for this 30 times a minute, and 60 times at once\. Ask again in 2 seconds\.$/,
      ),
    });
  });

  test('is served to others meanwhile, and to whoever has a token', async () => {
    expect(await statuses(app, 2, '192.0.2.2')).toEqual({ 422: 2 });
    expect(await statuses(app, 100, '192.0.2.1', { headers: { Authorization: `Bearer ${app.token}` } })).toEqual({
      422: 100,
    });
    expect(await statuses(app, 3, '192.0.2.1')).toEqual({ 429: 3 });
  });

  test.each([
    ['a network of 64 bits of IPv6', ['2001:db8:0:1::1', '2001:db8:0:1:ffff::2'], '2001:db8:0:2::1'],
    ['an address of IPv4, also where it is written as IPv6', ['192.0.2.3', '::ffff:192.0.2.3'], '::ffff:192.0.2.4'],
  ])('is counted for %s', async (_, [one = '', same = ''], other) => {
    expect(await statuses(app, 60, one)).toEqual({ 422: 60 });
    expect(await statuses(app, 1, same)).toEqual({ 429: 1 });
    expect(await statuses(app, 1, other)).toEqual({ 422: 1 });
  });

  test('is counted for the client that a trusted proxy names, whatever the client wrote before it', async () => {
    const forwarded = (list: string): Asked => ({ headers: { 'X-Forwarded-For': list } });
    expect(await statuses(app, 60, '10.0.0.1', forwarded('203.0.113.9, 192.0.2.5'))).toEqual({ 422: 60 });
    expect(await statuses(app, 1, '10.0.0.2', forwarded('203.0.113.10, 192.0.2.5'))).toEqual({ 429: 1 });
    expect(await statuses(app, 1, '10.0.0.2', forwarded('192.0.2.5, 192.0.2.6'))).toEqual({ 422: 1 });
    expect(await statuses(app, 1, '10.0.0.2', { headers: { Forwarded: 'for=192.0.2.5;proto=https' } })).toEqual({
      429: 1,
    });
  });

  test('is counted for a stranger who says to ask for others, and that is logged once, with the remedy', async () => {
    const forwarded = (n: number): Asked => ({ headers: { 'X-Forwarded-For': `203.0.113.${n}` } });
    for (let n = 0; n < 60; n += 1) expect((await asking(app, '192.0.2.7', forwarded(n))).status).toBe(422);
    expect((await asking(app, '192.0.2.7', forwarded(60))).status).toBe(429);
    const told = app.log.filter(({ level }) => level === 'warn');
    expect(told).toEqual([
      expect.objectContaining({
        fields: expect.objectContaining({ peer: '192.0.2.7' }),
        message: expect.stringContaining('TRUSTED_PROXIES'),
      }),
    ]);
  });

  test.each(['/healthz', '/readyz', '/openapi.json'])('but %s is never refused', async (path) => {
    expect(await statuses(app, 100, '192.0.2.1', { path })).toEqual({ 200: 100 });
  });

  test('and however many ask at once whether the server is ready cost one question', async () => {
    let questions = 0;
    let answer: (isReady: boolean) => void = () => undefined;
    const ready = (): Promise<boolean> => {
      questions += 1;
      return new Promise((resolve) => (answer = resolve));
    };
    const waiting = await startTestApp({ store: 'memory', ready });
    const answers = Array.from({ length: 50 }, () => asking(waiting, '192.0.2.1', { path: '/readyz' }));
    await new Promise((resolve) => setImmediate(resolve));
    answer(true);
    expect([questions, new Set((await Promise.all(answers)).map(({ status }) => status))]).toEqual([1, new Set([200])]);
    const later = asking(waiting, '192.0.2.1', { path: '/readyz' });
    await new Promise((resolve) => setImmediate(resolve));
    answer(false);
    expect([(await later).status, questions]).toEqual([503, 2]);
    await waiting.close();
  });

  test('says so in the contract', async () => {
    const { paths } = (await (await app.fetch(new Request('http://localhost/openapi.json'))).json()) as {
      paths: Record<string, Record<string, { description: string; responses: object; security: readonly object[] }>>;
    };
    const withoutToken = Object.values(paths)
      .flatMap((methods) => Object.values(methods))
      .filter(({ security }) => security.some((one) => Object.keys(one).length === 0));
    expect(withoutToken.length).toBeGreaterThan(0);
    for (const { description, responses } of withoutToken)
      expect([
        description.includes('30 times a minute, and 60 times at once'),
        Object.keys(responses).includes('429'),
      ]).toEqual([true, true]);
  });
});

test('a request that a socket brings is counted for its peer', async () => {
  const server = await listenOn(app);
  const { port } = new URL(server.origin);
  const socket = connect(Number(port), '127.0.0.1');
  const request = `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;
  socket.write(request.repeat(61).replace(/$/, 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'));
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  await once(socket, 'close');
  const answered = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status);
  expect(answered.toSorted()).toEqual(['200', ...Array.from({ length: 60 }, () => '422'), '429']);
  await server.close();
});
