import { createClient, GoldsetError } from '@goldset/client';
import type { Client, ExportedItem, ImportItem } from '@goldset/client';
import { ok } from '@goldset/core';
import { afterEach, expect, test } from 'vitest';
import { SENTIMENT } from './fixture.ts';
import { listenOn } from './listening.ts';
import { startTestApp } from './server.ts';
import type { TestApp, TestAppOptions } from './server.ts';

const MEBIBYTE = 1024 * 1024;

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** The client as programs use it, over a socket and with nothing between. */
const serve = async (options: TestAppOptions = {}): Promise<TestApp & { readonly client: Client }> => {
  const app = await startTestApp({ store: 'memory', ...options });
  const server = await listenOn(app);
  stops.push(server.close, app.close);
  return { ...app, client: createClient({ url: server.origin, token: app.token, retries: 0 }) };
};

const newProject = async (client: Client): Promise<string> => {
  const { id: organization_id } = await client.post('/organizations', { body: { name: 'Acme' } });
  return (
    await client.post('/organizations/{organization_id}/projects', {
      path: { organization_id },
      body: { name: 'Reviews' },
    })
  ).id;
};

test('an import that is refused before it is read throws the problem, and ends its lines', async () => {
  const { client } = await serve();
  let over: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (over = resolve));
  const endless = function* (): Generator<ImportItem> {
    try {
      for (;;) yield { data: { text: 'x'.repeat(1000) } };
    } finally {
      over();
    }
  };
  const refused = await client
    .import('/projects/{project_id}/items', endless(), { path: { project_id: 'nobodys' } })
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(GoldsetError);
  expect(refused).toMatchObject({ status: 404, code: 'not_found' });
  await ended;
});

test('an import whose lines fail leaves whole batches, and can be repeated', async () => {
  const { client, log } = await serve();
  const project_id = await newProject(client);
  const lines = function* (end: number): Generator<ImportItem> {
    for (let n = 0; n < 2500; n += 1) {
      if (n === end) throw new RangeError('no more lines');
      yield { external_id: `n${n}`, data: { text: 'x'.repeat(100) } };
    }
  };
  await expect(client.import('/projects/{project_id}/items', lines(2400), { path: { project_id } })).rejects.toThrow(
    new RangeError('no more lines'),
  );
  const result = await client.import('/projects/{project_id}/items', lines(Infinity), {
    path: { project_id },
    gzip: true,
  });
  expect([result.created + result.unchanged, result.unchanged % 1000, result.rejected]).toEqual([2500, 0, 0]);
  expect(log.filter(({ level }) => level === 'error')).toEqual([]);
});

test('items, annotations and predictions are imported alike', async () => {
  const { client } = await serve();
  const path = { project_id: await newProject(client) };
  await client.post('/projects/{project_id}/annotation-uis', { path, body: SENTIMENT });
  await client.post('/projects/{project_id}/guidelines', { path, body: { text: 'Judge the sentence.' } });
  const [external_id, value] = ['n1', { sentiment: 'positive' }];
  const results = [
    await client.import('/projects/{project_id}/items', [{ external_id, data: { text: 'x' } }], { path }),
    await client.import('/projects/{project_id}/annotations/import', [{ external_id, annotator: 'Ann', value }], {
      path,
    }),
    await client.import(
      '/projects/{project_id}/predictions',
      [{ external_id, model: 'small', model_version: '1', value }],
      { path, gzip: true },
    ),
  ];
  expect(results.map(({ created, rejected }) => [created, rejected])).toEqual([
    [1, 0],
    [1, 0],
    [1, 0],
  ]);
  for await (const line of client.export(path.project_id))
    expect(line).toMatchObject({
      external_id,
      annotations: [{ annotator: { name: 'Ann' }, value }],
      predictions: [{ model: 'small', value }],
    });
});

test('a list is filtered by metadata', async () => {
  const { client } = await serve();
  const path = { project_id: await newProject(client) };
  await client.import(
    '/projects/{project_id}/items',
    ['de', 'en', 'de'].map((lang, n) => ({ external_id: `n${n}`, data: {}, metadata: { lang, n } })),
    { path },
  );
  const found: (string | null)[] = [];
  for await (const { external_id } of client.list('/projects/{project_id}/items', {
    path,
    query: { per_page: 1, metadata: { 'metadata.lang': 'de' } },
  }))
    found.push(external_id);
  expect(found).toEqual(['n0', 'n2']);
});

test('who asks again for what was made is not told its secret again', async () => {
  const { client } = await serve();
  const create = (): ReturnType<typeof client.post<'/me/tokens'>> =>
    client.post('/me/tokens', { body: { name: 'x' }, headers: { 'Idempotency-Key': 'x' } });
  const { secret, ...made } = await create();
  expect([typeof secret, await create()]).toEqual(['string', { ...made, secret: null }]);
});

test('an import that is stopped says how far it came', async () => {
  const { client } = await serve();
  const path = { project_id: await newProject(client) };
  const lines = async function* (): AsyncGenerator<ImportItem> {
    for (let n = 0; n < 6000; n += 1) {
      if (n === 3000) await client.patch('/projects/{project_id}', { path, body: { state: 'archived' } });
      yield { external_id: `n${n}`, data: {} };
    }
  };
  const stopped = await client
    .import('/projects/{project_id}/items', lines(), { path })
    .catch((error: unknown) => error);
  expect(stopped).toBeInstanceOf(GoldsetError);
  const { code, so_far } = stopped as GoldsetError;
  const { items } = await client.get('/projects/{project_id}/progress', { path });
  expect([code, so_far]).toEqual(['archived', { created: items.open, updated: 0, unchanged: 0, rejected: 0 }]);
  const refused = await client
    .import('/projects/{project_id}/items', [{ data: {} }], { path })
    .catch((error: unknown) => error);
  expect([(refused as GoldsetError).code, (refused as GoldsetError).so_far]).toEqual(['archived', null]);
});

test('what is still as it was is answered without a body', async () => {
  const { client } = await serve();
  const path = { project_id: await newProject(client) };
  const first = await client.answers.get('/projects/{project_id}', { path });
  const again = await client.answers.get('/projects/{project_id}', {
    path,
    headers: { 'If-None-Match': first.headers.get('etag') ?? '' },
  });
  expect([first.status, again.status, again.body]).toEqual([200, 304, undefined]);
});

test('a change is made of what it names, and says of what is there when that is stale', async () => {
  const { client } = await serve();
  const path = { project_id: await newProject(client) };
  const rename = (name: string): ReturnType<typeof client.patch<'/projects/{project_id}'>> =>
    client.patch('/projects/{project_id}', { path, body: { name }, headers: { 'If-Match': '"1"' } });
  expect(await rename('one')).toMatchObject({ name: 'one', revision: 2 });
  const stale = await rename('two').catch((error: unknown) => error);
  expect(stale).toBeInstanceOf(GoldsetError);
  expect([(stale as GoldsetError).code, (stale as GoldsetError).headers.get('etag')]).toEqual(['stale', '"2"']);
});

test('an export ends on the server when its reader leaves', async () => {
  let over: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (over = resolve));
  const line = JSON.stringify({ text: 'x'.repeat(MEBIBYTE) });
  const endless = async function* (): AsyncGenerator<readonly string[]> {
    try {
      for (;;) yield [line];
    } finally {
      over();
    }
  };
  const { client } = await serve({
    replace: {
      exportProject: async () =>
        ok({ next_cursor: 'next', format: 'ndjson', project_name: 'Reviews', chunks: endless() }),
    },
  });
  let read = 0;
  for await (const _ of client.export('any')) {
    read += 1;
    if (read === 2) break;
  }
  await ended;
  expect(read).toBe(2);
});

test('an export that fails on the server throws', async () => {
  const failing = async function* (): AsyncGenerator<readonly string[]> {
    yield ['{"id":"1"}'];
    throw new Error('a secret of the database');
  };
  const { client } = await serve({
    replace: {
      exportProject: async () =>
        ok({ next_cursor: 'next', format: 'ndjson', project_name: 'Reviews', chunks: failing() }),
    },
  });
  const read: ExportedItem[] = [];
  const reading = (async () => {
    for await (const each of client.export('any')) read.push(each);
  })();
  await expect(reading).rejects.toThrow('terminated');
});
