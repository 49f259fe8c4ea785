import { describe, expect, test } from 'vitest';
import { startingAnswer } from '../src/index.ts';
import type { AnswerRecord, HttpAppOptions, Metrics } from '../src/index.ts';
import { createHttpApp } from '../src/index.ts';
import { newTestApp } from './test-app.ts';

const metrics: Metrics = { read: async () => ({ mediaType: 'text/plain; version=0.0.4', text: 'goldset 1\n' }) };

const asking = async (
  options: Metrics,
  address: string | undefined,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly [number, string | null]> => {
  const { application, log: _ } = await newTestApp();
  const given: HttpAppOptions = {
    application,
    ready: async () => true,
    isUnavailable: () => false,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    newId: () => 'an-id',
    metrics: options,
  };
  const answer = await createHttpApp(given).fetch(new Request('http://localhost/metrics', { headers }), {
    incoming: { socket: { remoteAddress: address } },
  });
  return [answer.status, answer.headers.get('content-type')];
};

describe('the metrics', () => {
  test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('are for this machine: %s', async (address) => {
    expect(await asking(metrics, address)).toEqual([200, 'text/plain; version=0.0.4']);
  });

  test.each(['10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', '::127.0.0.2', undefined])(
    'do not exist for others: %s',
    async (address) => {
      expect(await asking(metrics, address)).toEqual([404, 'application/problem+json']);
    },
  );

  test('do not exist for what a proxy on this machine passes on', async () => {
    expect((await asking(metrics, '127.0.0.1', { 'X-Forwarded-For': '10.0.0.1' }))[0]).toBe(404);
    expect((await asking(metrics, '127.0.0.1', { Forwarded: 'for=10.0.0.1' }))[0]).toBe(404);
  });

  test('are for whoever has the token, and only for those, where there is one', async () => {
    const guarded = { ...metrics, isToken: (token: string) => token === 'the-token' };
    expect((await asking(guarded, '10.0.0.1', { Authorization: 'Bearer the-token' }))[0]).toBe(200);
    expect((await asking(guarded, '10.0.0.1', { Authorization: 'Bearer another' }))[0]).toBe(401);
    expect((await asking(guarded, '127.0.0.1'))[0]).toBe(401);
  });

  test('are no path where there are none', async () => {
    const { send } = await newTestApp();
    expect((await send('GET', '/metrics')).status).toBe(404);
  });
});

describe('whether a server is ready', () => {
  const ready = async (
    address: string,
    options: Partial<HttpAppOptions>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<readonly [number, unknown]> => {
    const { application } = await newTestApp();
    const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
    const given: HttpAppOptions = {
      application,
      ready: async () => true,
      isUnavailable: () => false,
      log,
      newId: () => 'an-id',
      details: async () => ({ kafka: { missing_topics: [] } }),
      ...options,
    };
    const answer = await createHttpApp(given).fetch(new Request('http://localhost/readyz', { headers }), {
      incoming: { socket: { remoteAddress: address } },
    });
    return [answer.status, await answer.json()];
  };
  const all = { status: 'ready', kafka: { missing_topics: [] } };

  test('is said with details to those who may read the metrics, and without to others', async () => {
    expect(await ready('127.0.0.1', { metrics })).toEqual([200, all]);
    expect(await ready('127.0.0.1', { metrics }, { 'X-Forwarded-For': '10.0.0.1' })).toEqual([
      200,
      { status: 'ready' },
    ]);
    expect(await ready('10.0.0.1', { metrics })).toEqual([200, { status: 'ready' }]);
    const guarded = { ...metrics, isToken: (token: string) => token === 'the-token' };
    expect(await ready('10.0.0.1', { metrics: guarded }, { Authorization: 'Bearer the-token' })).toEqual([200, all]);
    expect(await ready('127.0.0.1', { metrics: guarded })).toEqual([200, { status: 'ready' }]);
    expect((await ready('127.0.0.1', { metrics, ready: async () => false }))[0]).toBe(503);
  });
});

describe('whoever counts', () => {
  test('is told of each answer by its operation, and of no path', async () => {
    const records: AnswerRecord[] = [];
    const { send } = await newTestApp({}, { onAnswer: (answer) => records.push(answer) });
    await send('GET', '/v1/me');
    await send('POST', '/v1/projects/x/tasks/claim', { headers: { authorization: undefined } });
    await send('GET', '/v1/nobody-knows');
    await send('GET', '/healthz');
    const seconds = expect.any(Number) as number;
    expect(records).toEqual([
      { operation: 'getMe', method: 'GET', status: 200, seconds },
      { operation: 'claimTasks', method: 'POST', status: 401, seconds },
      { operation: undefined, method: 'GET', status: 404, seconds },
      { operation: undefined, method: 'GET', status: 200, seconds },
    ]);
  });
});

describe('a server that starts', () => {
  test('is alive and not ready; the rest waits', async () => {
    const alive = startingAnswer(new Request('http://localhost/healthz'), 'an-id');
    expect([alive?.status, await alive?.json(), alive?.headers.get('x-request-id')]).toEqual([
      200,
      { status: 'ok' },
      'an-id',
    ]);
    const ready = startingAnswer(new Request('http://localhost/readyz'), 'an-id');
    expect([ready?.status, ready?.headers.get('retry-after'), await ready?.json()]).toEqual([
      503,
      '2',
      expect.objectContaining({ code: 'unavailable', request_id: 'an-id' }),
    ]);
    expect(startingAnswer(new Request('http://localhost/v1/me'), 'an-id')).toBeUndefined();
  });
});

describe('an overload', () => {
  test('turns requests away, but not who asks whether the server is alive', async () => {
    const { send } = await newTestApp({}, { isOverloaded: () => true });
    const answer = await send('GET', '/v1/me');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await send('GET', '/healthz')).status).toBe(200);
    expect((await send('GET', '/readyz')).status).toBe(200);
  });
});
