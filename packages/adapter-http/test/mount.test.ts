import { Hono } from 'hono';
import { mount } from 'hono/mount';
import { describe, expect, test } from 'vitest';
import { openApiDocument, openApiYaml } from '../src/index.ts';
import type { HttpAppOptions } from '../src/index.ts';
import { newTestApp, problemIn, TOKEN } from './test-app.ts';
import type { TestApp } from './test-app.ts';

type Fetch = (request: Request) => Response | Promise<Response>;

const hostOf = (): Hono<{ Variables: { readonly requestId: string } }> => {
  const host = new Hono<{ Variables: { readonly requestId: string } }>();
  host.get('/', (c) => c.text('host'));
  host.get('/v1/me', (c) => c.text('the host’s own v1'));
  host.get('/goldsetting', (c) => c.text('another path of the host'));
  host.notFound((c) => c.text('the host does not know it', 404));
  host.onError((_error, c) => c.text('the host failed', 500));
  return host;
};

// Each way to mount it: what it is told, and how the host hands requests over.
const ways: Readonly<
  Record<string, { readonly options: Partial<HttpAppOptions>; readonly within: (app: TestApp['app']) => Fetch }>
> = {
  'a handler of the host': {
    options: { basePath: '/goldset' },
    within: (app) => hostOf().all('/goldset/*', (c) => app.fetch(c.req.raw, c.env)).fetch,
  },
  'a route of the host': { options: { basePath: '/goldset' }, within: (app) => hostOf().route('/', app).fetch },
  'a mount that strips the base path': {
    options: { basePath: '/goldset/', hostStripsBasePath: true },
    within: (app) => {
      const host = hostOf();
      host.all(
        '/goldset/*',
        mount((request: Request) => app.fetch(request)),
      );
      return host.fetch;
    },
  },
};

describe.each(Object.entries(ways))('mounted as %s', (_name, { options, within }) => {
  const start = async (
    more: Partial<HttpAppOptions> = {},
    replace: Parameters<typeof newTestApp>[0] = {},
  ): Promise<TestApp & { readonly ask: (method: string, path: string, body?: unknown) => Promise<Response> }> => {
    const test = await newTestApp(replace, { ...options, ...more });
    const fetch = within(test.app);
    const ask = async (method: string, path: string, body?: unknown): Promise<Response> =>
      fetch(
        new Request(`http://localhost${path}`, {
          method,
          headers: {
            authorization: `Bearer ${TOKEN}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
    return { ...test, ask };
  };

  test('its URLs begin with the base path, and lead to what they name', async () => {
    const { ask } = await start();
    const made = await ask('POST', '/goldset/v1/organizations', { name: 'Acme' });
    const location = made.headers.get('location') ?? '';
    expect([made.status, location]).toEqual([
      201,
      expect.stringMatching(/^\/goldset\/v1\/organizations\/[0-9a-f-]{36}$/),
    ]);
    expect(await (await ask('GET', location)).json()).toEqual(await made.json());

    for (const name of ['Berg', 'Cobalt']) await ask('POST', '/goldset/v1/organizations', { name });
    const names: string[] = [];
    const back: string[] = [];
    const page = async (
      url: string,
    ): Promise<{ organizations: { name: string }[]; pagination: { next: string | null; prev: string | null } }> =>
      (await ask('GET', url)).json() as never;
    let last = '';
    for (let url: string | null = '/goldset/v1/organizations?per_page=1'; url !== null; last = url ?? last) {
      expect(url.startsWith('/goldset/v1/organizations?per_page=1')).toBe(true);
      const { organizations, pagination } = await page(url);
      names.push(...organizations.map(({ name }) => name));
      last = url;
      url = pagination.next;
    }
    for (let url: string | null = last; url !== null;) {
      const { organizations, pagination } = await page(url);
      back.push(...organizations.map(({ name }) => name));
      url = pagination.prev;
    }
    expect([names, back]).toEqual([
      ['Acme', 'Berg', 'Cobalt'],
      ['Cobalt', 'Berg', 'Acme'],
    ]);
  });

  test('what it does not know below the base path it refuses by itself', async () => {
    const { ask } = await start();
    for (const path of [
      '/goldset/nothing',
      '/goldset/v1/nothing',
      '/goldset/v1',
      '/goldset/v2/me',
      '/goldset/docs/nothing',
    ]) {
      const problem = await problemIn(await ask('GET', path));
      expect([path, problem]).toEqual([
        path,
        expect.objectContaining({ status: 404, code: 'not_found', type: '/goldset/problems/not_found' }),
      ]);
    }
    expect((await problemIn(await ask('GET', '/goldset/v1/nothing'))).detail).toBe(
      'There is no such path; those of the API begin with /goldset/v1/, and /goldset/docs lists them.',
    );
    for (const [method, path, allow] of [
      ['PUT', '/goldset/v1/me', 'GET, HEAD, PATCH'],
      ['GET', '/goldset/v1/projects/x/tasks/claim', 'POST'],
      ['POST', '/goldset/healthz', 'GET, HEAD'],
    ] as const) {
      const answer = await ask(method, path);
      expect([answer.status, answer.headers.get('allow'), (await problemIn(answer)).code]).toEqual([
        405,
        allow,
        'method_not_allowed',
      ]);
    }
    expect((await ask('HEAD', '/goldset/v1/me')).status).toBe(200);
  });

  test('what is outside of the base path stays with the host', async () => {
    const { ask } = await start();
    const texts = await Promise.all(
      ['/', '/v1/me', '/goldsetting', '/healthz', '/docs', '/v1/organizations'].map(async (path) =>
        (await ask('GET', path)).text(),
      ),
    );
    expect(texts).toEqual([
      'host',
      'the host’s own v1',
      'another path of the host',
      ...Array.from({ length: 3 }, () => 'the host does not know it'),
    ]);
    const { headers } = await ask('GET', '/');
    expect([headers.get('x-request-id'), headers.get('content-security-policy'), headers.get('cache-control')]).toEqual(
      [null, null, null],
    );
  });

  test('what fails unexpectedly is a problem, and not an error of the host', async () => {
    const { ask, log } = await start({}, { getMe: () => Promise.reject(new Error('broken')) });
    expect(await problemIn(await ask('GET', '/goldset/v1/me'))).toEqual(
      expect.objectContaining({ status: 500, code: 'internal', type: '/goldset/problems/internal' }),
    );
    expect(log.map(({ message }) => message)).toEqual(['an unexpected error', 'request']);
  });

  test('its documentation is found below the base path, with all that it loads', async () => {
    const { ask } = await start();
    for (const path of ['/goldset', '/goldset/']) {
      const answer = await ask('GET', path);
      expect([answer.status, answer.headers.get('location')]).toEqual([302, '/goldset/docs']);
    }
    const html = await (await ask('GET', '/goldset/docs')).text();
    const linked = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(linked).toHaveLength(4);
    for (const path of [
      ...linked,
      '/goldset/openapi.json',
      '/goldset/openapi.yaml',
      '/goldset/problems/invalid',
      '/goldset/healthz',
      '/goldset/readyz',
    ])
      expect([path, (await ask('GET', path)).status]).toEqual([path, 200]);
    expect(await (await ask('GET', '/goldset/docs/start.js')).text()).toContain("url: '/goldset/openapi.json'");
    expect(await (await ask('GET', '/goldset/problems')).text()).toContain('href="/goldset/problems/stale"');
    expect(await (await ask('GET', '/goldset/problems/stale')).text()).toContain('href="/goldset/problems"');
    const served = (await (await ask('GET', '/goldset/openapi.json')).json()) as object;
    expect(served).toEqual(JSON.parse(JSON.stringify(openApiDocument('/goldset'))));
  });

  test('without documentation, only the pages that problems name are left', async () => {
    const { ask } = await start({ docs: false });
    for (const path of [
      '/goldset',
      '/goldset/',
      '/goldset/docs',
      '/goldset/docs/start.js',
      '/goldset/openapi.json',
      '/goldset/openapi.yaml',
    ])
      expect([path, (await problemIn(await ask('GET', path))).detail]).toEqual([
        path,
        'There is no such path; those of the API begin with /goldset/v1/.',
      ]);
    expect([
      (await ask('GET', '/goldset/problems/invalid')).status,
      (await ask('GET', '/goldset/v1/me')).status,
    ]).toEqual([200, 200]);
  });
});

describe('a base path', () => {
  test('does not change a cursor', async () => {
    const pageOf = async (basePath: string, query: string): Promise<string> => {
      const { send, post } = await newTestApp({}, { basePath });
      for (const name of ['Acme', 'Berg']) await post(`${basePath}/v1/organizations`, { name });
      const answer = await send('GET', `${basePath}/v1/organizations?per_page=1${query}`);
      expect(answer.status).toBe(200);
      return ((await answer.json()) as { pagination: { next: string } }).pagination.next;
    };
    const cursor = new URL(await pageOf('', ''), 'http://localhost').searchParams.get('cursor') ?? '';
    await pageOf('/goldset', `&cursor=${cursor}`);
  });

  test('may have several segments', async () => {
    const { send } = await newTestApp({}, { basePath: '/tools/label-ing/v2.1' });
    expect((await send('GET', '/tools/label-ing/v2.1/v1/me')).status).toBe(200);
    expect((await send('GET', '/tools/label-ing/v2x1/v1/me')).status).toBe(404);
  });

  test('of "/" is the root', async () => {
    const { send } = await newTestApp({}, { basePath: '/' });
    expect([(await send('GET', '/v1/me')).status, (await send('GET', '/')).headers.get('location')]).toEqual([
      200,
      '/docs',
    ]);
  });

  test.each([
    'goldset',
    'https://example.org/goldset',
    '/gold set',
    '/a//b',
    '/a/:id',
    '/a/*',
    '/a/{b}',
    '/a?b',
    '/../a',
    '/a/.',
    '/a//',
    '//',
    '/"',
    '/ä',
  ])('of %j is refused', async (basePath) => {
    await expect(newTestApp({}, { basePath })).rejects.toThrow(
      `The base path "${basePath}" cannot be used. Write a path such as "/goldset"`,
    );
  });

  test('that the host takes away, though nobody said so, is named by the problem', async () => {
    const { send, log } = await newTestApp({}, { basePath: '/goldset' });
    const problem = await problemIn(await send('GET', '/v1/me'));
    expect([problem.status, problem.detail]).toEqual([
      404,
      'The path is outside of /goldset, where Goldset is mounted. If the host application takes /goldset away from the paths that it hands over, create the HTTP app with `hostStripsBasePath: true`.',
    ]);
    expect(log.at(-1)).toEqual({
      level: 'info',
      message: 'request',
      fields: expect.objectContaining({ status: 404, route: null }),
    });
  });
});

describe('a document that is served below a base path', () => {
  test('differs from the contract in its server and the pages of its problems alone', () => {
    const atRoot = JSON.stringify(openApiDocument());
    expect(openApiDocument('/goldset')['servers']).toEqual([{ url: '/goldset/v1' }]);
    expect(JSON.stringify(openApiDocument('/goldset')).replaceAll('"/goldset/', '"/')).toBe(atRoot);
    expect(openApiYaml('/goldset')).toContain('/goldset/problems/not_found');
    expect(openApiYaml()).not.toContain('/goldset/');
  });
});

describe('a body', () => {
  test('that the host has read already is not taken for one that was cut', async () => {
    const { app, log } = await newTestApp();
    const request = new Request('http://localhost/v1/organizations', {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: '{"name":"Acme"}',
    });
    const answer = await app.fetch(request, { incoming: { readableDidRead: true, socket: {} } });
    expect((await problemIn(answer)).code).toBe('internal');
    expect(log[0]).toEqual({
      level: 'error',
      message: expect.stringContaining('mount Goldset before its body parsers'),
      fields: { request_id: answer.headers.get('x-request-id') },
    });
  });
});
