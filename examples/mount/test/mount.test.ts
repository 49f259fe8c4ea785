import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '@goldset/client';
import type { Client, ImportItem } from '@goldset/client';
import { createAdaptorServer, getRequestListener } from '@hono/node-server';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExpressHost } from '../src/express-host.ts';
import { createGoldset } from '../src/goldset.ts';
import type { Goldset } from '../src/goldset.ts';
import { createHonoHost } from '../src/hono-host.ts';

interface Entry {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

interface Served {
  readonly origin: string;
  readonly token: string;
  readonly log: readonly Entry[];
  close(): Promise<void>;
}

type Hosting = (goldset: Goldset['app']) => Server;

const start = async (host: Hosting, hostStripsBasePath: boolean): Promise<Served> => {
  const log: Entry[] = [];
  const logAt =
    (level: string) =>
    (fields: object, message: string): void =>
      void log.push({ level, fields, message });
  const { app, token } = await createGoldset({
    basePath: '/goldset',
    hostStripsBasePath,
    log: { debug: logAt('debug'), info: logAt('info'), warn: logAt('warn'), error: logAt('error') },
  });
  const server = host(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    log,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const inHono: Hosting = (goldset) => createAdaptorServer({ fetch: createHonoHost(goldset).fetch }) as Server;
const inExpress: Hosting = (goldset) => createServer(createExpressHost(goldset));

const REVIEWS = 500;

const reviews = async function* (): AsyncGenerator<ImportItem> {
  for (let n = 1; n <= REVIEWS; n += 1) yield { external_id: `review-${n}`, data: { text: `Review ${n}` } };
};

describe.each([
  ['Hono', inHono, false],
  ['Express', inExpress, true],
] as const)('mounted in %s', (_name, host, hostStripsBasePath) => {
  let served: Served;
  let goldset: Client;
  beforeAll(async () => {
    served = await start(host, hostStripsBasePath);
    goldset = createClient({ url: `${served.origin}/goldset`, token: served.token });
  });
  afterAll(() => served.close());

  const ask = (path: string, init: RequestInit & { readonly duplex?: 'half' } = {}): Promise<Response> =>
    fetch(served.origin + path, {
      ...init,
      headers: { authorization: `Bearer ${served.token}`, ...(init.headers as Record<string, string> | undefined) },
    });
  const problemIn = async (response: Response): Promise<Readonly<Record<string, unknown>>> => {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    return (await response.json()) as Readonly<Record<string, unknown>>;
  };
  const newProject = async (): Promise<string> => {
    const { id: organization_id } = await goldset.post('/organizations', { body: { name: 'Film club' } });
    const { id: project_id } = await goldset.post('/organizations/{organization_id}/projects', {
      path: { organization_id },
      body: { name: 'Reviews', overlap: 1 },
    });
    const path = { project_id };
    await goldset.post('/projects/{project_id}/annotation-uis', {
      path,
      body: {
        name: 'Sentiment',
        controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['good', 'bad'] }],
      },
    });
    await goldset.post('/projects/{project_id}/guidelines', { path, body: { text: 'Judge the sentence.' } });
    return project_id;
  };

  test('a dataset is made from its guideline to its export', async () => {
    const project_id = await newProject();
    const path = { project_id };
    expect(await goldset.import('/projects/{project_id}/items', reviews, { path, gzip: true })).toEqual(
      expect.objectContaining({ created: REVIEWS, rejected: 0 }),
    );

    const { tasks } = await goldset.post('/projects/{project_id}/tasks/claim', { path, body: { count: 2 } });
    for (const { id: task_id } of tasks)
      await goldset.post('/projects/{project_id}/tasks/{task_id}/submit', {
        path: { project_id, task_id },
        body: { value: { sentiment: 'good' } },
      });

    let walked = 0;
    for await (const { items } of goldset.pages('/projects/{project_id}/items', { path, query: { per_page: 200 } }))
      walked += items.length;
    let exported = 0;
    let answered = 0;
    for await (const { annotations } of goldset.export(project_id)) {
      exported += 1;
      answered += annotations.length;
    }
    expect([tasks.length, walked, exported, answered]).toEqual([2, REVIEWS, REVIEWS, 2]);
  });

  test('an import is read while it is sent, and an export is sent while it is made', async () => {
    const project_id = await newProject();
    let sent = 0;
    const lines = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => {
        sent += 1;
        if (sent > 200) return controller.close();
        controller.enqueue(Buffer.from(`${JSON.stringify({ data: { text: 'x'.repeat(20_000) } })}\n`));
      },
    });
    const imported = await ask(`/goldset/v1/projects/${project_id}/items`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines,
      duplex: 'half',
    });
    expect(await imported.json()).toEqual(expect.objectContaining({ created: 200, rejected: 0 }));

    const answer = await ask(`/goldset/v1/projects/${project_id}/export`, {
      headers: { 'accept-encoding': 'identity' },
    });
    expect([
      answer.status,
      answer.headers.get('content-type'),
      answer.headers.get('content-length'),
      answer.headers.get('content-encoding'),
    ]).toEqual([200, 'application/x-ndjson', null, null]);
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    expect((await reader.read()).value?.byteLength ?? 0).toBeLessThan(200 * 20_000);
    // Who leaves early ends the request, and harms nobody.
    await reader.cancel();
    expect((await ask('/goldset/v1/me')).status).toBe(200);
  });

  test('what it says is found where it says it is', async () => {
    const made = await ask('/goldset/v1/organizations', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"Acme"}',
    });
    const location = made.headers.get('location') ?? '';
    expect([made.status, location]).toEqual([201, expect.stringMatching(/^\/goldset\/v1\/organizations\//)]);
    expect(await (await ask(location)).json()).toEqual(await made.json());

    const first = (await (await ask('/goldset/v1/organizations?per_page=1')).json()) as {
      pagination: { next: string };
    };
    expect(first.pagination.next).toMatch(/^\/goldset\/v1\/organizations\?/);
    const second = (await (await ask(first.pagination.next)).json()) as { pagination: { prev: string } };
    expect((await ask(second.pagination.prev)).status).toBe(200);
  });

  test('what is wrong with a request is a problem that is explained', async () => {
    const project_id = await newProject();
    const json = { 'content-type': 'application/json' };
    const guidelines = `/goldset/v1/projects/${project_id}/guidelines`;
    for (const [status, code, path, init] of [
      [404, 'not_found', '/goldset/v1/nothing', {}],
      [404, 'not_found', '/goldset/nothing', {}],
      [405, 'method_not_allowed', '/goldset/v1/me', { method: 'DELETE' }],
      [401, 'unauthenticated', '/goldset/v1/me', { headers: { authorization: 'Bearer x' } }],
      [400, 'malformed_json', guidelines, { method: 'POST', headers: json, body: '{' }],
      [
        413,
        'too_large',
        guidelines,
        { method: 'POST', headers: json, body: JSON.stringify({ text: 'x'.repeat(11 * 1024 * 1024) }) },
      ],
      [
        415,
        'unsupported_media_type',
        guidelines,
        { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'Judge.' },
      ],
      [422, 'unknown_field', guidelines, { method: 'POST', headers: json, body: '{"text":"Judge.","txt":""}' }],
    ] as const) {
      const problem = await problemIn(await ask(path, init));
      expect([problem['status'], problem['code'], problem['type']]).toEqual([
        status,
        code,
        `/goldset/problems/${code}`,
      ]);
      expect((await ask(`/goldset/problems/${code}`)).headers.get('content-type')).toBe('text/html; charset=utf-8');
    }
  });

  test('the documentation loads all that it needs', async () => {
    const html = await (await ask('/goldset/docs')).text();
    const linked = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    for (const path of [...linked, '/goldset/openapi.yaml', '/goldset/healthz', '/goldset/readyz'])
      expect([path, (await ask(path)).status]).toEqual([path, 200]);
    expect(((await (await ask('/goldset/openapi.json')).json()) as { servers: unknown }).servers).toEqual([
      { url: '/goldset/v1' },
    ]);
    const root = await ask('/goldset', { redirect: 'manual' });
    expect([root.status, root.headers.get('location')]).toEqual([302, '/goldset/docs']);
  });

  test('the host stays as it was', async () => {
    expect(await (await ask('/')).text()).toBe('This is the host.');
    expect(await (await ask('/healthz')).text()).toBe('The host is well.');
    expect(await (await ask('/v1/me')).text()).toBe('The host does not know this page.');
    expect(await (await ask('/goldsetting')).text()).toBe('The host does not know this page.');
    const echoed = await ask('/echo', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"text":"heard"}',
    });
    expect(await echoed.json()).toEqual({ text: 'heard' });
    expect([echoed.headers.get('x-request-id'), echoed.headers.get('content-security-policy')]).toEqual([null, null]);
  });
});

test('CORS of a Hono host holds for Goldset, too', async () => {
  const { origin, token, close } = await start(inHono, false);
  const headers = { origin: 'https://app.example.org', authorization: `Bearer ${token}` };
  const preflight = await fetch(`${origin}/goldset/v1/me`, {
    method: 'OPTIONS',
    headers: { ...headers, 'access-control-request-method': 'GET' },
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([
    204,
    'https://app.example.org',
  ]);
  const answer = await fetch(`${origin}/goldset/v1/me`, { headers });
  expect([
    answer.status,
    answer.headers.get('access-control-allow-origin'),
    answer.headers.get('x-content-type-options'),
  ]).toEqual([200, 'https://app.example.org', 'nosniff']);
  await close();
});

test('behind a body parser, the log says what to do', async () => {
  const behindParser: Hosting = (goldset) => {
    const host = express();
    host.use(express.json());
    host.use('/goldset', getRequestListener(goldset.fetch, { overrideGlobalObjects: false }) as RequestListener);
    return createServer(host);
  };
  const { origin, token, log, close } = await start(behindParser, true);
  const answer = await fetch(`${origin}/goldset/v1/organizations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"name":"Acme"}',
  });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([500, 'internal']);
  expect(log.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
    expect.stringContaining('mount Goldset before its body parsers'),
  ]);
  await close();
});
