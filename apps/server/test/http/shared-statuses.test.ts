import { gzipSync } from 'node:zlib';
import { err } from '@goldset/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newApi } from './client.ts';
import type { Answer, Api, ProblemBody, RequestParts } from './client.ts';
import { operationsOf, readContract } from './contract.ts';
import type { Operation, Schema } from './contract.ts';
import { conforming } from './conforming.ts';
import { newFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { listenOn } from './listening.ts';
import type { ListeningApp } from './listening.ts';
import { rawly } from './rawly.ts';
import { startTestApp } from './server.ts';
import type { TestApp } from './server.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const UNKNOWN = '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55';
const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

const contract = readContract();
const operations = operationsOf(contract);

const declaring = (status: number): readonly Operation[] =>
  operations.filter(({ responses }) => Object.hasOwn(responses, status));

let app: TestApp;
let away: TestApp;
let overloaded: TestApp;
let held: TestApp;
let hold: () => Promise<unknown>;
let listening: ListeningApp;
let hostless: Api;
let twoHosted: Api;
let talkative: Api;
let limited: Api;
let ownToken: string;
let fixture: Fixture;

beforeAll(async () => {
  app = await startTestApp();
  fixture = await newFixture(app.api);
  // No operation needs this permission.
  const token = await app.api.post<{ id: string; secret: string }>('/me/tokens', {
    name: 'limited',
    permissions: ['task:read_all'],
  });
  limited = app.api.as(token.body.secret);
  ownToken = token.body.id;
  away = await startTestApp({
    store: 'memory',
    replace: { authenticate: () => Promise.reject(new Error('The database is away.')) },
    isUnavailable: () => true,
  });
  listening = await listenOn(app);
  [hostless, twoHosted, talkative] = [
    [],
    ['Host: one', 'Host: two'],
    ['Host: one', `Cookie: ${'x'.repeat(20_000)}`],
  ].map((headers) => newApi(conforming(rawly(listening.origin, headers)))) as [Api, Api, Api];
  overloaded = await startTestApp({ store: 'memory', http: { isOverloaded: () => true } });
  const posts = operations.filter(({ method }) => method === 'POST');
  held = await startTestApp({
    store: 'memory',
    http: { inFlightMilliseconds: 1 },
    replace: Object.fromEntries(posts.map(({ operationId }) => [operationId, () => hold()])),
  });
});

afterAll(async () => {
  await listening.close();
  await app.close();
  await away.close();
  await overloaded.close();
  await held.close();
});

const pathOf = (
  { path }: Operation,
  params: (name: string) => string | undefined = (name) => fixture.params[name],
): string => path.replace(/\{(\w+)\}/g, (_, name: string) => params(name) ?? '');

// The permission for a binding is asked on what its body names, which must be there.
const bodyFor = ({ operationId, requestBody }: Operation): unknown => {
  const example = requestBody?.content['application/json']?.example;
  return operationId === 'createRoleBinding'
    ? { ...(example as object), target: { type: 'project', id: fixture.params['project_id'] } }
    : example;
};

const validBody = (operation: Operation): RequestParts =>
  operation.requestBody === undefined ? {} : { headers: JSON_TYPE, body: JSON.stringify(bodyFor(operation)) };

const send = (
  api: Api,
  operation: Operation,
  parts: RequestParts = {},
  path = pathOf(operation),
): Promise<Answer<ProblemBody>> => {
  const valid = validBody(operation);
  return api.request(operation.method, path, { ...valid, ...parts, headers: { ...valid.headers, ...parts.headers } });
};

/** The same JSON but for its first value that can be another one. */
const altered = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return /^[0-9a-f-]{36}$/.test(value) ? UNKNOWN : `${value}x`;
  if (typeof value !== 'object' || value === null) return value;
  const [first, ...rest] = Object.entries(value);
  if (first === undefined) return value;
  const changed = [[first[0], altered(first[1])], ...rest];
  return Array.isArray(value)
    ? changed.map(([, inner]) => inner as unknown)
    : Object.fromEntries(changed as [string, unknown][]);
};

/** Another request of the same operation on the same target: with another body, or about another part of it. Some have neither. */
const otherRequest = (operation: Operation): { readonly path: string; readonly parts: RequestParts } | undefined => {
  const body = bodyFor(operation);
  const other = altered(body);
  if (JSON.stringify(other) !== JSON.stringify(body))
    return { path: pathOf(operation), parts: { body: JSON.stringify(other) } };
  const isPart = (name: string): boolean => name !== 'organization_id' && name !== 'project_id';
  const path = pathOf(operation, (name) => (isPart(name) ? UNKNOWN : fixture.params[name]));
  return path === pathOf(operation) ? undefined : { path, parts: {} };
};

const limitOf = ({ requestBody }: Operation): number => requestBody?.content['application/json']?.['x-max-bytes'] ?? 0;

const schemaNamed = (reference: unknown): Schema =>
  contract.components.schemas[String(reference).split('/').at(-1) ?? ''] ?? {};

/** What the fields of a body say that its limit is. */
const expectedLimit = ({ requestBody, security }: Operation): number => {
  if (security?.some((way) => Object.keys(way).length === 0) === true) return 16 * KIBIBYTE;
  const schema = requestBody?.content['application/json']?.schema ?? {};
  const fields = ((schema['$ref'] === undefined ? schema : schemaNamed(schema['$ref']))['properties'] ??
    {}) as Readonly<Record<string, Schema>>;
  if (['items', 'annotations', 'predictions', 'skips', 'controls', 'annotation_uis'].some((name) => name in fields))
    return 10 * MEBIBYTE;
  if ('value' in fields) return 4 * MEBIBYTE;
  return 'data' in fields || 'metadata' in fields ? 2 * MEBIBYTE : 256 * KIBIBYTE;
};

// Of the few lengths there are each is made once: that takes longer than all that is done with it.
const blanks = new Map<number, RequestParts>();

/** Nothing but blanks, so many bytes once they are inflated. */
const inflatedTo = (length: number): RequestParts => {
  const made = blanks.get(length) ?? {
    headers: { 'Content-Encoding': 'gzip' },
    body: new Uint8Array(gzipSync(' '.repeat(length))),
  };
  blanks.set(length, made);
  return made;
};

const codeOf = ({ status, body }: Answer<ProblemBody>): string => `${status} ${body.code}`;

describe('every operation', () => {
  test.each(declaring(401))('$operationId needs a token that is known', async (operation) => {
    const unknown = await send(app.api.as('a-token-that-nobody-has'), operation);
    expect([codeOf(unknown), unknown.headers.get('www-authenticate')]).toEqual(['401 unauthenticated', 'Bearer']);
    // What permits this one without a token is the secret in its body.
    expect(codeOf(await send(app.api.as(), operation))).toBe(
      operation.operationId === 'acceptInvitation' ? '422 invalid' : '401 unauthenticated',
    );
  });

  test.each(declaring(403))('$operationId needs its permission, and says which', async (operation) => {
    const answer = await send(limited, operation);
    // Of this one no token with any limit has the permission.
    const why =
      operation.operationId === 'acceptInvitation'
        ? /^This needs the permission invitation:accept, and a token with any limit, .* does not have it: use one without a limit\.$/
        : /^This needs the permission [a-z_]+:[a-z_]+, and this token is limited to other permissions: use one that has it\.$/;
    expect([codeOf(answer), answer.body.detail]).toEqual(['403 forbidden', expect.stringMatching(why)]);
  });

  test.each(declaring(404))('$operationId finds nothing under ids that nothing has', async (operation) => {
    const bodies = await Promise.all(
      [UNKNOWN, 'no-uuid', '%00', UNKNOWN.toUpperCase()].map(async (id) => {
        const answer = await send(
          app.api,
          operation,
          { headers: { 'X-Request-Id': 'the-same' } },
          pathOf(operation, () => id),
        );
        expect(codeOf(answer)).toBe('404 not_found');
        return JSON.stringify(answer.body);
      }),
    );
    expect(new Set(bodies).size).toBe(1);
  });

  test.each(declaring(406))('$operationId answers only in its form', async (operation) => {
    expect(codeOf(await send(app.api, operation, { headers: { Accept: 'text/html' } }))).toBe('406 not_acceptable');
  });

  test.each(operations.filter(({ requestBody }) => requestBody !== undefined))(
    '$operationId needs JSON',
    async (operation) => {
      expect(codeOf(await send(app.api, operation, { body: '{' }))).toBe('400 malformed_json');
    },
  );

  test.each(operations.filter(({ parameters }) => JSON.stringify(parameters ?? []).includes('cursor')))(
    '$operationId needs a cursor of its own',
    async (operation) => {
      expect(codeOf(await send(app.api, operation, {}, `${pathOf(operation)}?cursor=x`))).toBe('400 malformed_cursor');
    },
  );

  test.each(declaring(400))('$operationId is no request without exactly one Host', async (operation) => {
    for (const api of [hostless, twoHosted]) {
      const { status, body } = await api.request<ProblemBody>(operation.method, pathOf(operation));
      expect([status, body.code]).toEqual([400, 'malformed_request']);
    }
  });

  test.each(declaring(431))('$operationId takes headers of a certain size only', async (operation) => {
    const { status, body } = await talkative.request<ProblemBody>(operation.method, pathOf(operation));
    expect([status, body.code]).toEqual([431, 'headers_too_large']);
  });

  test('says both of itself', () => {
    expect([declaring(400).length, declaring(431).length]).toEqual([operations.length, operations.length]);
  });

  test.each(declaring(413).filter(({ requestBody }) => requestBody !== undefined))(
    '$operationId takes as much as the contract says, and not a byte more',
    async (operation) => {
      const limit = limitOf(operation);
      expect(limit).toBe(expectedLimit(operation));
      // Nothing but blanks is no JSON, which is found out behind the limit.
      for (const parts of [{ body: ' '.repeat(limit) }, inflatedTo(limit)])
        expect(codeOf(await send(app.api, operation, parts))).toBe('400 malformed_json');
      for (const parts of [{ body: ' '.repeat(limit + 1) }, inflatedTo(limit + 1)])
        expect(codeOf(await send(app.api, operation, parts))).toBe('413 too_large');
      // Of what inflates to a thousand times its size, no more is inflated than may be.
      if (limit < MEBIBYTE)
        expect(codeOf(await send(app.api, operation, inflatedTo(64 * MEBIBYTE)))).toBe('413 too_large');
    },
  );

  test.each(declaring(415))('$operationId takes no other media type and encoding', async (operation) => {
    expect(codeOf(await send(app.api, operation, { headers: { 'Content-Type': 'text/plain' } }))).toBe(
      '415 unsupported_media_type',
    );
    expect(codeOf(await send(app.api, operation, { headers: { 'Content-Encoding': 'br' } }))).toBe(
      '415 unsupported_media_type',
    );
  });

  test.each(declaring(422))('$operationId takes no parameter and no field that it does not know', async (operation) => {
    const answer = await send(app.api, operation, {}, `${pathOf(operation)}?nonsense=1`);
    expect([codeOf(answer), answer.body.errors]).toEqual([
      '422 unknown_field',
      [expect.objectContaining({ pointer: '/nonsense', code: 'unknown_field' })],
    ]);
    const example = operation.requestBody?.content['application/json']?.example;
    if (example === undefined) return;
    const field = await send(app.api, operation, { body: JSON.stringify({ ...(example as object), nonsense: 1 }) });
    expect([codeOf(field), field.body.errors]).toEqual([
      '422 unknown_field',
      [expect.objectContaining({ pointer: '/nonsense', code: 'unknown_field' })],
    ]);
  });

  test.each(declaring(412))(
    '$operationId does nothing to what is not at the revision that If-Match names, and says the current one',
    async (operation) => {
      const path = pathOf(operation, (name) =>
        name === 'token_id' && operation.path.startsWith('/me/') ? ownToken : fixture.params[name],
      );
      for (const tag of ['"0"', '"999"', '"x"', 'W/"1"', '"999", W/"1", "01"']) {
        const answer = await send(app.api, operation, { headers: { 'If-Match': tag } }, path);
        expect([tag, codeOf(answer), answer.headers.get('etag')]).toEqual([tag, '412 stale', '"1"']);
      }
      const unknown = await send(
        app.api,
        operation,
        { headers: { 'If-Match': '"999"' } },
        pathOf(operation, () => UNKNOWN),
      );
      // The caller is always there.
      expect(codeOf(unknown)).toBe(operation.path.includes('{') ? '404 not_found' : '412 stale');
      const forbidden = await send(limited, operation, { headers: { 'If-Match': '"999"' } });
      expect(codeOf(forbidden)).toBe('403 forbidden');
      for (const malformed of ['', '1', '"1', '1"', '*, "1"', '"1" "2"', ',', 'w/"1"', '"a b"']) {
        const answer = await send(app.api, operation, { headers: { 'If-Match': malformed } });
        expect([malformed, codeOf(answer), answer.body.errors]).toEqual([
          malformed,
          '422 invalid',
          [{ pointer: '/If-Match', code: 'format', detail: expect.stringContaining('"3"') }],
        ]);
      }
    },
  );

  test('takes If-Match where it changes or deletes one thing', () => {
    const changing = operations
      .filter(({ method }) => method === 'PATCH' || method === 'DELETE')
      .map(({ operationId }) => operationId);
    expect(declaring(412).map(({ operationId }) => operationId)).toEqual(changing);
  });

  test.each(declaring(503))('$operationId says when the database is away', async (operation) => {
    const answer = await send(away.api, operation);
    expect([codeOf(answer), Number(answer.headers.get('retry-after')) > 0]).toEqual(['503 unavailable', true]);
  });

  test.each(operations.filter(({ method }) => method === 'POST'))(
    '$operationId is done by one request with one key at a time',
    async (operation) => {
      let [begin, end] = [(): void => undefined, (): void => undefined];
      const begun = new Promise<void>((resolve) => void (begin = resolve));
      const ended = new Promise<void>((resolve) => void (end = resolve));
      hold = async () => {
        begin();
        await ended;
        return err({ code: 'forbidden', permission: 'me:read', because: 'roles' });
      };
      const keyed = { 'Idempotency-Key': `the-same-of-${operation.operationId}` };
      const valid = validBody(operation);
      const parts = { ...valid, headers: { ...valid.headers, ...keyed } };
      const first = send(held.api, operation, parts);
      await begun;
      expect(codeOf(await send(held.api, operation, parts))).toBe('409 idempotency_in_flight');
      const other = otherRequest(operation);
      if (other !== undefined)
        expect(codeOf(await send(held.api, operation, { ...parts, ...other.parts }, other.path))).toBe(
          '422 idempotency_mismatch',
        );
      const invalid = await send(held.api, operation, {
        ...parts,
        headers: { ...parts.headers, 'Idempotency-Key': 'a b' },
      });
      expect([codeOf(invalid), invalid.body.errors]).toEqual([
        '422 invalid',
        [expect.objectContaining({ pointer: '/Idempotency-Key', code: 'format' })],
      ]);
      end();
      expect(codeOf(await first)).toBe('403 forbidden');
    },
  );

  test.each(declaring(429))(
    '$operationId is turned away when too many wait, before any work is done',
    async (operation) => {
      const answer = await send(overloaded.api.as('a-token-that-nobody-has'), operation);
      expect([codeOf(answer), answer.headers.get('retry-after')]).toEqual(['429 too_many_requests', '1']);
    },
  );

  test('can be turned away', () => {
    expect(declaring(429)).toHaveLength(operations.length);
  });

  test('has changed nothing by all this', async () => {
    const { items, tasks } = (await app.api.get<{ items: object; tasks: object }>(`${fixture.path}/progress`)).body;
    expect([items, tasks]).toEqual([
      { open: 1, claimed: 1, complete: 1, exhausted: 0 },
      { claimed: 1, submitted: 1, skipped: 0, released: 0, expired: 0 },
    ]);
    expect(app.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

test('what is no operation is a 404 or a 405', async () => {
  expect((await app.api.get('/nothing')).status).toBe(404);
  expect((await app.api.get(`${fixture.path}/nothing`)).status).toBe(404);
  for (const operation of operations) {
    const path = pathOf(operation);
    // A path of its own is not taken for one that names an id: `GET /tasks/claim` reads no task.
    const fits = operations.filter((other) => other.path === operation.path).map(({ method }) => method);
    const allow = [...new Set(fits.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))]
      .toSorted()
      .join(', ');
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((other) => !fits.includes(other))) {
      const answer = await app.api.request<ProblemBody>(method, path);
      expect([method, path, codeOf(answer), answer.headers.get('allow')]).toEqual([
        method,
        path,
        '405 method_not_allowed',
        allow,
      ]);
    }
  }
});
