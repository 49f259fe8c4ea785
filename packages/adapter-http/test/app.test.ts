import { ok } from '@goldset/core';
import { describe, expect, test } from 'vitest';
import { problems } from '../src/response/problem.ts';
import { newTestApp, problemIn, TOKEN } from './test-app.ts';

const SECRET = 'insert into tokens values (a secret)';

describe('a request', () => {
  test('has an id: the client’s if it is one, else a new one', async () => {
    const { send, log } = await newTestApp();
    expect(
      (await send('GET', '/v1/me', { headers: { 'x-request-id': 'My-request_1.0' } })).headers.get('x-request-id'),
    ).toBe('My-request_1.0');
    for (const id of ['', 'a b', 'a/b', 'é', 'x'.repeat(65)]) {
      const headers = id === 'é' ? {} : { 'x-request-id': id };
      expect((await send('GET', '/v1/me', { headers })).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
    const refused = await send('GET', '/v1/nothing', { headers: { 'x-request-id': 'mine' } });
    expect([
      refused.headers.get('x-request-id'),
      ((await refused.json()) as { request_id: string }).request_id,
    ]).toEqual(['mine', 'mine']);
    expect(log.at(-1)?.fields['request_id']).toBe('mine');
  });

  test('is logged in one line, without what is nobody’s business', async () => {
    const { send, log, project } = await newTestApp();
    const id = await project();
    await send('GET', `/v1/projects/${id}/items?cursor=a-secret-cursor`);
    await send('GET', '/v1/me', { headers: { authorization: 'Bearer another-secret-token' } });
    expect(log.slice(-2)).toEqual([
      {
        level: 'info',
        message: 'request',
        fields: {
          request_id: expect.any(String),
          method: 'GET',
          route: '/v1/projects/{project_id}/items',
          operation: 'listItems',
          status: 400,
          ms: expect.any(Number),
          user_id: expect.any(String),
        },
      },
      {
        level: 'info',
        message: 'request',
        fields: {
          request_id: expect.any(String),
          method: 'GET',
          route: '/v1/me',
          operation: 'getMe',
          status: 401,
          ms: expect.any(Number),
          user_id: null,
        },
      },
    ]);
    expect(JSON.stringify(log)).not.toMatch(new RegExp(`secret|${TOKEN}`));
  });

  test('needs a token', async () => {
    const { send } = await newTestApp();
    for (const authorization of [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      'Bearer x',
      `Basic ${TOKEN}`,
      TOKEN,
      `Bearer ${TOKEN} x`,
      `Bearer ${'x'.repeat(300)}`,
    ]) {
      const answer = await send('GET', '/v1/me', { headers: { authorization } });
      expect([answer.status, answer.headers.get('www-authenticate'), (await problemIn(answer)).code]).toEqual([
        401,
        'Bearer',
        'unauthenticated',
      ]);
    }
    expect((await send('GET', '/v1/me', { headers: { authorization: `bearer  ${TOKEN} ` } })).status).toBe(200);
    expect((await problemIn(await send('GET', '/v1/me', { headers: { authorization: TOKEN } }))).detail).toContain(
      'Authorization: Bearer <token>',
    );
  });

  test('accepts the answer, or is refused before anything else', async () => {
    const { send } = await newTestApp();
    for (const accept of [
      'application/json',
      '*/*',
      'application/*',
      'text/html, */*;q=0.1',
      'application/json;q=0.5, text/html',
      'Application/JSON; charset=utf-8',
      '',
    ]) {
      expect((await send('GET', '/v1/me', { headers: { accept } })).status).toBe(200);
    }
    for (const accept of [
      'text/html',
      'application/xml, text/*',
      'application/json;q=0',
      'application/json;q=0, */*',
      'application/x-ndjson',
    ]) {
      const answer = await send('GET', '/v1/me', { headers: { accept, authorization: undefined } });
      expect([answer.status, (await problemIn(answer)).code]).toEqual([406, 'not_acceptable']);
    }
  });

  test('to the root is sent on to the documentation', async () => {
    const { send } = await newTestApp();
    const answer = await send('GET', '/');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/docs']);
  });

  test('to no path is 404, by another method 405 with those that there are', async () => {
    const { send } = await newTestApp();
    for (const path of [
      '/v1',
      '/v1/',
      '/v1/nothing',
      '/v1/me/',
      '/v2/me',
      '/docs/package.json',
      '/docs/..%2fpackage.json',
      '/problems/nothing',
      '/problems/toString',
    ]) {
      expect([(await problemIn(await send('GET', path))).status]).toEqual([404]);
    }
    for (const [method, path, allow] of [
      ['DELETE', '/v1/me', 'GET, HEAD, PATCH'],
      ['PUT', '/v1/organizations', 'GET, HEAD, POST'],
      ['POST', '/v1/me/tokens/x', 'DELETE, GET, HEAD, PATCH'],
      ['GET', '/v1/projects/x/tasks/y/renew', 'POST'],
      ['OPTIONS', '/v1/projects/x/tasks/claim', 'POST'],
      ['GET', '/v1/projects/x/tasks/claim', 'POST'],
      ['POST', '/healthz', 'GET, HEAD'],
    ] as const) {
      const answer = await send(method, path, { headers: { authorization: undefined } });
      expect([answer.status, answer.headers.get('allow'), await problemIn(answer)]).toEqual([
        405,
        allow,
        expect.objectContaining({ code: 'method_not_allowed', detail: expect.stringContaining(`it takes ${allow}.`) }),
      ]);
    }
    expect((await problemIn(await send('GET', '/organizations'))).detail).toBe(
      'There is no such path; those of the API begin with /v1/, and /docs lists them.',
    );
    const head = await send('HEAD', '/v1/me');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('names ids in either case; what is none is like one that nothing has', async () => {
    const { send, project } = await newTestApp();
    const id = await project();
    expect((await send('GET', `/v1/projects/${id.toUpperCase()}`)).status).toBe(200);
    const { pagination } = (await (await send('GET', `/v1/projects/${id.toUpperCase()}/items`)).json()) as {
      pagination: unknown;
    };
    expect(pagination).toEqual({ per_page: 50, next: null, prev: null });
    for (const other of [
      'x',
      '7',
      '%00',
      '%ff',
      '%2e%2e',
      "'",
      `${id}0`,
      id.replaceAll('-', ''),
      '00000000-0000-0000-0000-000000000000',
    ]) {
      expect((await problemIn(await send('GET', `/v1/projects/${other}`))).code).toBe('not_found');
      expect((await problemIn(await send('GET', `/v1/projects/${id}/items/${other}`))).code).toBe('not_found');
    }
    for (const version of [
      '1',
      '0',
      '-1',
      '01',
      '1.0',
      '1e3',
      'x',
      '2147483648',
      '99999999999999999999',
      'LATEST',
      '%20',
    ]) {
      expect((await problemIn(await send('GET', `/v1/projects/${id}/guidelines/${version}`))).code).toBe('not_found');
      expect((await problemIn(await send('GET', `/v1/projects/${id}/annotation-uis/${version}`))).code).toBe(
        'not_found',
      );
    }
    expect((await problemIn(await send('GET', `/v1/projects/${id}/guidelines/latest`))).code).toBe('not_found');
  });

  test('that fails unexpectedly is 500, and only the log says where', async () => {
    const { send, log } = await newTestApp({ getMe: () => Promise.reject(new Error(SECRET)) });
    const answer = await send('GET', '/v1/me');
    const problem = await answer.text();
    expect([answer.status, JSON.parse(problem)]).toEqual([
      500,
      expect.objectContaining({ code: 'internal', request_id: answer.headers.get('x-request-id') }),
    ]);
    expect(problem + JSON.stringify(log)).not.toContain(SECRET);
    expect(log[0]).toEqual({
      level: 'error',
      message: 'an unexpected error',
      fields: { request_id: answer.headers.get('x-request-id'), error: expect.stringContaining('app.test.ts') },
    });
  });

  test('that finds the database away is 503, and says when to come again', async () => {
    const away = new Error(SECRET);
    const options = { isUnavailable: (error: unknown) => error === away };
    for (const replace of [{ authenticate: () => Promise.reject(away) }, { getMe: () => Promise.reject(away) }]) {
      const { send, log } = await newTestApp(replace, options);
      const answer = await send('GET', '/v1/me');
      expect([answer.status, answer.headers.get('retry-after'), (await problemIn(answer)).code]).toEqual([
        503,
        '2',
        'unavailable',
      ]);
      expect(JSON.stringify(log)).not.toContain(SECRET);
    }
  });

  test('that made something is told where it is', async () => {
    const { post, send } = await newTestApp();
    const made = await post('/v1/organizations', { name: 'Acme' });
    const location = made.headers.get('location') ?? '';
    expect(made.status).toBe(201);
    expect(await (await send('GET', location)).json()).toEqual(await made.json());
  });

  test('for tasks that others hold is told when to come again', async () => {
    const empty = { tasks: [], guidelines: [], annotation_uis: [] };
    const leased = await newTestApp({
      claimTasks: async () => ok({ ...empty, reason: 'leased' as const, retry_after: 17 }),
    });
    expect((await leased.send('POST', '/v1/projects/x/tasks/claim')).headers.get('retry-after')).toBe('17');
    const complete = await newTestApp({
      claimTasks: async () => ok({ ...empty, reason: 'complete' as const, retry_after: null }),
    });
    expect((await complete.send('POST', '/v1/projects/x/tasks/claim')).headers.get('retry-after')).toBeNull();
  });
});

describe('beside the contract', () => {
  test('a server is alive, and says whether it is ready', async () => {
    const { send } = await newTestApp();
    expect((await send('GET', '/healthz', { headers: { authorization: undefined } })).status).toBe(200);
    expect((await send('GET', '/readyz', { headers: { authorization: undefined } })).status).toBe(200);
    for (const ready of [async () => false, () => Promise.reject(new Error(SECRET))]) {
      const answer = await (await newTestApp({}, { ready })).send('GET', '/readyz');
      expect([answer.status, answer.headers.get('retry-after'), (await problemIn(answer)).code]).toEqual([
        503,
        '2',
        'unavailable',
      ]);
    }
  });

  test('the documentation comes from this server alone', async () => {
    const { send } = await newTestApp();
    const page = await send('GET', '/docs', { headers: { authorization: undefined } });
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(html).not.toMatch(/https?:/);
    expect(html).not.toMatch(/<script>|<style|\son\w+=/);
    for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const asset = await send('GET', path ?? '');
      expect([path, asset.status, (await asset.arrayBuffer()).byteLength > 0]).toEqual([path, 200, true]);
    }
  });

  test('every problem is explained', async () => {
    const { send } = await newTestApp();
    for (const code of Object.keys(problems)) {
      const page = await send('GET', `/problems/${code}`, { headers: { authorization: undefined } });
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(await page.text()).toContain(code);
    }
    expect(await (await send('GET', '/problems')).text()).toContain('/problems/lease_lost');
  });
});
