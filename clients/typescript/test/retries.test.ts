import { afterEach, describe, expect, test } from 'vitest';
import { createClient, GoldsetError } from '../src/index.ts';
import type { Client, ClientOptions, Clock } from '../src/index.ts';
import { machineClock } from '../src/retry.ts';
import { answering, breakingOff, hangingUp, refusing, serveReplies } from './failing-server.ts';
import type { FailingServer, Reply } from './failing-server.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const PROJECT = { path: { project_id: 'p1' } };
const TASK = { path: { project_id: 'p1', task_id: 't1' } };

let server: FailingServer;

afterEach(() => server.close());

interface Trial {
  readonly client: Client;
  readonly waits: readonly number[];
}

/** A client of a server that replies like this; its waiting takes no time and is written down. */
const trial = async (replies: readonly Reply[], options: Partial<ClientOptions> = {}): Promise<Trial> => {
  server = await serveReplies(...replies);
  const waits: number[] = [];
  const clock: Clock = {
    now: () => NOW,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
    },
    random: () => 0.5,
  };
  return { client: createClient({ url: server.url, token: 'secret', clock, ...options }), waits };
};

const done = answering(200, { id: 'a1' });
const problemOf = async (promise: Promise<unknown>): Promise<GoldsetError> => {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  if (!(error instanceof GoldsetError)) throw new Error(`Not refused, but ${String(error)}.`);
  return error;
};

describe('a POST', () => {
  test.each<readonly [string, Reply]>([
    ['a broken connection', hangingUp],
    ['an answer that breaks off', breakingOff('{"id":', 'application/json')],
    ['a database that is away', refusing(503, 'unavailable')],
    ['too many requests', refusing(429, 'too_many_requests')],
    ['a key in flight', refusing(409, 'idempotency_in_flight')],
  ])('is sent again after %s, with the same key and body', async (_, failure) => {
    const { client, waits } = await trial([failure, failure, done]);
    expect(
      await client.post('/projects/{project_id}/tasks/{task_id}/submit', {
        ...TASK,
        body: { value: { sentiment: 'positive' } },
      }),
    ).toEqual({ id: 'a1' });
    const keys = server.seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([keys[0], keys[0], keys[0]]);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(server.seen.map(({ method, url, body }) => `${method} ${url} ${body.toString()}`)).toEqual(
      Array.from({ length: 3 }, () => 'POST /v1/projects/p1/tasks/t1/submit {"value":{"sentiment":"positive"}}'),
    );
    expect(waits).toEqual([125, 250]);
  });

  test('has a key of its own, or the one it is given', async () => {
    const { client } = await trial([done]);
    await client.post('/projects/{project_id}/tasks/{task_id}/renew', TASK);
    await client.post('/projects/{project_id}/tasks/{task_id}/renew', TASK);
    await client.post('/projects/{project_id}/tasks/{task_id}/renew', {
      ...TASK,
      headers: { 'idempotency-key': 'mine' },
    });
    const [first, second, third] = server.seen.map(({ headers }) => headers['idempotency-key']);
    expect(first).not.toBe(second);
    expect(third).toBe('mine');
  });

  test.each([400, 401, 403, 404, 409, 412, 422, 500, 502])('is not sent again after a %i', async (status) => {
    const { client } = await trial([refusing(status, 'lease_lost')]);
    expect(await problemOf(client.post('/projects/{project_id}/tasks/{task_id}/renew', TASK))).toMatchObject({
      status,
      code: 'lease_lost',
      request_id: 'r1',
    });
    expect(server.seen.length).toBe(1);
  });
});

describe('what is done twice without harm', () => {
  test('is sent again: reading and deleting', async () => {
    const { client } = await trial([
      hangingUp,
      done,
      refusing(503, 'unavailable'),
      (response) => response.writeHead(204).end(),
    ]);
    expect(await client.get('/projects/{project_id}', PROJECT)).toEqual({ id: 'a1' });
    expect(await client.delete('/me/tokens/{token_id}', { path: { token_id: 't1' } })).toBeUndefined();
    expect(server.seen.map(({ method, headers }) => [method, headers['idempotency-key']])).toEqual([
      ['GET', undefined],
      ['GET', undefined],
      ['DELETE', undefined],
      ['DELETE', undefined],
    ]);
  });
});

describe('a PATCH', () => {
  const patch = async ({ client }: Trial, headers: Readonly<Record<string, string>>): Promise<unknown> =>
    client.patch('/projects/{project_id}', { ...PROJECT, headers, body: { name: 'Reviews' } });

  test.each([
    ['a broken connection', hangingUp],
    ['a database that is away', refusing(503, 'unavailable')],
  ])('is sent again after %s only with If-Match, so that it buries nothing', async (_, failure) => {
    const again = await trial([failure, done]);
    expect(await patch(again, { 'If-Match': '"3"' })).toEqual({ id: 'a1' });
    expect(server.seen.map(({ method, headers }) => [method, headers['if-match']])).toEqual([
      ['PATCH', '"3"'],
      ['PATCH', '"3"'],
    ]);
    await server.close();
    await expect(patch(await trial([failure, done]), {})).rejects.toThrow(/fetch failed|unavailable/);
    expect(server.seen.length).toBe(1);
  });

  test('that did nothing is sent again', async () => {
    expect(await patch(await trial([refusing(429, 'too_many_requests'), done]), {})).toEqual({ id: 'a1' });
  });
});

describe('waiting', () => {
  test('is as long as Retry-After says, in seconds or until a date, and a back-off more', async () => {
    const { client, waits } = await trial([
      refusing(503, 'unavailable', { 'Retry-After': '7' }),
      refusing(429, 'too_many_requests', { 'Retry-After': new Date(NOW + 3_000).toUTCString() }),
      refusing(503, 'unavailable', { 'Retry-After': new Date(NOW - 3_000).toUTCString() }),
      refusing(503, 'unavailable', { 'Retry-After': 'soon' }),
      done,
    ]);
    await client.get('/projects/{project_id}', PROJECT);
    expect(waits).toEqual([7_125, 3_250, 500, 1_000]);
  });

  test('is not for more than a minute', async () => {
    const { client, waits } = await trial([refusing(503, 'unavailable', { 'Retry-After': '61' })]);
    const error = await problemOf(client.get('/projects/{project_id}', PROJECT));
    expect([error.code, error.headers.get('retry-after'), waits]).toEqual(['unavailable', '61', []]);
  });

  test('ends after as many retries as there may be', async () => {
    const { client, waits } = await trial([refusing(503, 'unavailable')]);
    expect(await problemOf(client.get('/projects/{project_id}', PROJECT))).toMatchObject({
      status: 503,
      code: 'unavailable',
    });
    expect([server.seen.length, waits.length]).toEqual([5, 4]);
    const patient = createClient({
      url: server.url,
      retries: 9,
      clock: {
        now: () => NOW,
        random: () => 1,
        sleep: async (milliseconds) => void (waits as number[]).push(milliseconds),
      },
    });
    await problemOf(patient.get('/projects/{project_id}', PROJECT));
    expect(waits.slice(4)).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000]);
  });

  test('is not done by who wants none', async () => {
    const { client, waits } = await trial([hangingUp], { retries: 0 });
    await expect(client.get('/projects/{project_id}', PROJECT)).rejects.toThrow(TypeError);
    expect([server.seen.length, waits]).toEqual([1, []]);
  });

  test('ends with the signal', async () => {
    const stop = new AbortController();
    const sleep: Clock['sleep'] = (milliseconds, signal) => {
      const slept = machineClock.sleep(milliseconds, signal);
      stop.abort(new Error('enough'));
      return slept;
    };
    const { client } = await trial([refusing(503, 'unavailable', { 'Retry-After': '30' })], {
      clock: { ...machineClock, sleep },
    });
    await expect(client.get('/projects/{project_id}', { ...PROJECT, signal: stop.signal })).rejects.toThrow('enough');
    await expect(client.get('/projects/{project_id}', { ...PROJECT, signal: stop.signal })).rejects.toThrow('enough');
    expect(server.seen.length).toBe(1);
  });

  test('really takes time', async () => {
    const { client } = await trial([hangingUp, done], { clock: { ...machineClock, random: () => 0.1 } });
    const began = performance.now();
    await client.get('/projects/{project_id}', PROJECT);
    expect(performance.now() - began).toBeGreaterThan(20);
  });
});

test('the token goes along, and what answers no JSON is no answer', async () => {
  const { client } = await trial([
    (response) => response.writeHead(502, { 'Content-Type': 'text/html' }).end('<h1>Bad gateway</h1>'),
    (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Log in</h1>'),
    answering(422, {
      status: 422,
      code: 'invalid',
      title: 'Invalid',
      detail: 'The request is not valid.',
      request_id: 'r2',
      errors: [{ pointer: '/name', code: 'required', detail: 'This field is required.' }],
    }),
  ]);
  expect(await problemOf(client.get('/me'))).toMatchObject({
    status: 502,
    code: 'unexpected_answer',
    request_id: null,
    errors: [],
  });
  expect(await problemOf(client.get('/me'))).toMatchObject({ status: 200, code: 'unexpected_answer' });
  const invalid = await problemOf(client.post('/organizations', { body: { name: '' } }));
  expect(invalid.message).toBe('422 invalid: The request is not valid.\n  /name: This field is required.');
  expect(invalid).toMatchObject({
    name: 'GoldsetError',
    request_id: 'r2',
    errors: [{ pointer: '/name', code: 'required' }],
  });
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(
    Array.from({ length: 3 }, () => 'Bearer secret'),
  );
});
