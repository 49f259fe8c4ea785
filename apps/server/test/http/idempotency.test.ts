import type { Annotation, Claim, ImportResult, Organization, Project, Task } from '@goldset/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Api, ProblemBody } from './client.ts';
import { bodyOf, hire, newFixture, newProject } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { startTestApp } from './server.ts';
import type { TestApp } from './server.ts';

let app: TestApp;
let api: Api;
let fixture: Fixture;
let keys = 0;

beforeAll(async () => {
  app = await startTestApp();
  ({ api } = app);
  fixture = await newFixture(api);
});

afterAll(() => app.close());

const newKey = (): string => `key-${(keys += 1)}`;

const JSON_TYPE = { 'Content-Type': 'application/json' };

const post = <Body = ProblemBody>(by: Api, path: string, key: string, body?: unknown): Promise<Answer<Body>> =>
  by.request<Body>('POST', path, {
    headers: { 'Idempotency-Key': key, ...(body === undefined ? {} : JSON_TYPE) },
    body: body === undefined ? null : JSON.stringify(body),
  });

const isReplayed = ({ headers }: Answer<unknown>): boolean => headers.get('idempotency-replayed') === 'true';

describe('the same request again', () => {
  test('is answered as it was, with its status and its Location', async () => {
    const key = newKey();
    const first = await post<Organization>(api, '/organizations', key, { name: 'Once' });
    const again = await post<Organization>(api, '/organizations', key, { name: 'Once' });
    expect([first.status, isReplayed(first), first.headers.has('idempotency-replayed')]).toEqual([201, false, false]);
    expect([again.status, isReplayed(again), again.headers.get('location')]).toEqual([
      201,
      true,
      first.headers.get('location'),
    ]);
    expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body));
    const { organizations } = await bodyOf(200, api.get<{ organizations: { name: string }[] }>('/organizations'));
    expect(organizations.filter(({ name }) => name === 'Once').length).toBe(1);
  });

  test('says no secret a second time', async () => {
    const { organization_id, user_id } = fixture.params;
    const { secret } = await bodyOf(
      201,
      api.post<{ secret: string }>(`/organizations/${organization_id}/invitations`, {
        email: 'once@example.org',
        roles: [],
      }),
    );
    const as: readonly (readonly [Api, string, object, (body: never) => string | null])[] = [
      [api, '/me/tokens', { name: 'x' }, (body: { secret: string | null }) => body.secret],
      [
        api,
        `/organizations/${organization_id}/invitations`,
        { email: 'x@example.org', roles: [] },
        (body: { secret: string | null }) => body.secret,
      ],
      [
        api,
        `/organizations/${organization_id}/service-accounts/${user_id}/tokens`,
        { name: 'x' },
        (body: { secret: string | null }) => body.secret,
      ],
      [
        api.as(),
        '/invitations/accept',
        { secret, name: 'Once' },
        (body: { token: { secret: string | null } }) => body.token.secret,
      ],
    ];
    for (const [by, path, body, secretIn] of as) {
      const key = newKey();
      const first = await post<never>(by, path, key, body);
      const again = await post<never>(by, path, key, body);
      expect([path, first.status, again.status, isReplayed(again)]).toEqual([path, first.status, first.status, true]);
      const said = secretIn(first.body) ?? '';
      expect(said).toMatch(/^gs_/);
      expect(again.body).toEqual(JSON.parse(JSON.stringify(first.body).replace(`"${said}"`, 'null')));
    }
  });

  test('claims, renews, submits, releases and skips once', async () => {
    const { id } = await newProject(api, fixture.organization.id, 4);
    const path = `/projects/${id}`;
    const { api: worker } = await hire(api, fixture.organization.id, 'annotator');
    const claim = newKey();
    const first = await post<Claim>(worker, `${path}/tasks/claim`, claim, { count: 3 });
    const again = await post<Claim>(worker, `${path}/tasks/claim`, claim, { count: 3 });
    expect([first.body.tasks.length, isReplayed(again), again.body]).toEqual([3, true, first.body]);
    const [submitted, released, skipped] = first.body.tasks.map((task) => `${path}/tasks/${task.id}`) as [
      string,
      string,
      string,
    ];
    for (const [action, body] of [
      [`${submitted}/renew`, undefined],
      [`${submitted}/submit`, { value: { sentiment: 'positive' } }],
      [`${released}/release`, undefined],
      [`${skipped}/skip`, { reason: 'no' }],
    ] as const) {
      const key = newKey();
      const done = await post<Task | Annotation>(worker, action, key, body);
      const repeated = await post<Task | Annotation>(worker, action, key, body);
      expect([action, done.status, isReplayed(done), isReplayed(repeated), repeated.body]).toEqual([
        action,
        200,
        false,
        true,
        done.body,
      ]);
    }
    const { tasks } = await bodyOf(200, api.get<{ tasks: object }>(`${path}/progress`));
    expect(tasks).toEqual({ claimed: 0, submitted: 1, skipped: 1, released: 1, expired: 0 });
  });

  test('is the same however its JSON is written', async () => {
    const key = newKey();
    const path = `/organizations/${fixture.organization.id}/projects`;
    const send = (body: string): Promise<Answer<Project>> =>
      api.request('POST', path, { headers: { ...JSON_TYPE, 'Idempotency-Key': key }, body });
    const first = await send('{"name":"P","overlap":2}');
    const again = await send(' { "overlap" : 2.0 , "name" : "\\u0050" } ');
    expect([first.status, isReplayed(again), again.body]).toEqual([201, true, first.body]);
  });

  test('at the same moment waits for the first', async () => {
    const key = newKey();
    const path = `/organizations/${fixture.organization.id}/projects`;
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => post<Project>(api, path, key, { name: 'At once' })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(answers.filter((answer) => !isReplayed(answer)).length).toBe(1);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  test('may have been refused before, and then is tried again', async () => {
    const { id } = await bodyOf(
      201,
      api.post<Project>(`/organizations/${fixture.organization.id}/projects`, { name: 'Empty' }),
    );
    const key = newKey();
    const path = `/projects/${id}/guidelines`;
    expect((await post(api, path, key, { text: 'x' })).body.code).toBe('not_ready');
    expect((await post(api, path, key, { text: '' })).body.code).toBe('invalid');
    await bodyOf(
      201,
      api.post(`/projects/${id}/annotation-uis`, {
        name: 'U',
        controls: [{ name: 'c', kind: 'choice', source: 'text', options: ['a'] }],
      }),
    );
    const published = await post(api, path, key, { text: 'x' });
    expect([published.status, isReplayed(published)]).toEqual([201, false]);
    expect(isReplayed(await post(api, path, key, { text: 'x' }))).toBe(true);
  });
});

describe('the same key', () => {
  test('with another request is refused', async () => {
    const key = newKey();
    const { id } = await newProject(api, fixture.organization.id, 1);
    const path = `/projects/${id}/items`;
    const items = (name: string): object => ({ items: [{ external_id: name, data: {} }] });
    expect((await post(api, path, key, items('a'))).status).toBe(200);
    for (const [other, body] of [
      [path, items('b')],
      [`${path}?on_conflict=update`, items('a')],
    ] as const) {
      const answer = await post(api, other, key, body);
      expect([answer.status, answer.body.code, answer.body.type]).toEqual([
        422,
        'idempotency_mismatch',
        '/problems/idempotency_mismatch',
      ]);
    }
    const { api: worker } = await hire(api, fixture.organization.id, 'annotator');
    const { tasks } = await bodyOf(200, worker.post<Claim>(`/projects/${id}/tasks/claim`, { count: 2 }));
    const released = newKey();
    expect((await post(worker, `/projects/${id}/tasks/${tasks[0]?.id}/release`, released)).status).toBe(200);
    expect((await post(worker, `/projects/${id}/tasks/${tasks[1]?.id}/release`, released)).body.code).toBe(
      'idempotency_mismatch',
    );
  });

  test('of another caller, another operation or another target is another key', async () => {
    const key = newKey();
    const { api: other } = await hire(api, fixture.organization.id, 'admin');
    const second = await newProject(api, fixture.organization.id, 1);
    const accounts = `/organizations/${fixture.organization.id}/service-accounts`;
    const projects = `/organizations/${fixture.organization.id}/projects`;
    const sent = [
      await post(api, projects, key, { name: 'x' }),
      await post(other, projects, key, { name: 'x' }),
      await post(api, accounts, key, { name: 'x', roles: [] }),
      await post(api, `${fixture.path}/guidelines`, key, { text: 'x' }),
      await post(api, `/projects/${second.id}/guidelines`, key, { text: 'x' }),
    ];
    expect(sent.map((answer) => [answer.status, isReplayed(answer)])).toEqual(sent.map(() => [201, false]));
  });

  test('is of no use to who may no longer ask', async () => {
    const { account, api: manager } = await hire(api, fixture.organization.id, 'manager');
    const key = newKey();
    const path = `/organizations/${fixture.organization.id}/projects`;
    expect((await post(manager, path, key, { name: 'x' })).status).toBe(201);
    const bindings = `/organizations/${fixture.organization.id}/role-bindings`;
    const { role_bindings } = await bodyOf(
      200,
      api.get<{ role_bindings: { id: string; user: { id: string } }[] }>(`${bindings}?per_page=200`),
    );
    const binding = role_bindings.find(({ user }) => user.id === account.id);
    expect((await api.delete(`${bindings}/${binding?.id}`)).status).toBe(200);
    expect((await post(manager, path, key, { name: 'x' })).status).toBe(403);
  });

  test('says nothing where nothing is posted', async () => {
    const key = { headers: { 'Idempotency-Key': 'k'.repeat(300) } };
    expect((await api.request('GET', '/me', key)).status).toBe(200);
    const token = await bodyOf(201, api.post<{ id: string }>('/me/tokens', { name: 'x' }));
    expect((await api.request('DELETE', `/me/tokens/${token.id}`, key)).status).toBe(204);
  });
});

describe('a key', () => {
  test('is 1 to 255 visible ASCII characters', async () => {
    for (const [key, status] of [
      ['k', 201],
      ['~!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}', 201],
      ['k'.repeat(255), 201],
      ['k'.repeat(256), 422],
      ['', 422],
      ['a b', 422],
      ['käse', 422],
    ] as const) {
      const answer = await post(api, '/organizations', key, { name: 'x' });
      expect([key, answer.status]).toEqual([key, status]);
      if (status === 422)
        expect(answer.body).toMatchObject({
          code: 'invalid',
          errors: [{ pointer: '/Idempotency-Key', detail: expect.stringContaining('visible ASCII') as unknown }],
        });
    }
    expect((await post(api.as('nobody'), '/organizations', '', { name: 'x' })).status).toBe(401);
  });

  test('makes a JSON import one whole, and means nothing to a stream', async () => {
    const { id } = await newProject(api, fixture.organization.id, 0);
    const path = `/projects/${id}/items`;
    const key = newKey();
    const body = {
      items: [...Array.from({ length: 1200 }, (_, n) => ({ external_id: `n${n}`, data: { n } })), { nothing: 1 }],
    };
    const first = await post<ImportResult>(api, path, key, body);
    expect(first.body).toMatchObject({ created: 1200, rejected: 1 });
    const again = await post<ImportResult>(api, path, key, body);
    expect([isReplayed(again), again.body]).toEqual([true, first.body]);
    expect((await post(api, path, newKey(), { itmes: [] })).status).toBe(422);
    expect(
      (await api.request('POST', path, { headers: { ...JSON_TYPE, 'Idempotency-Key': newKey() }, body: '{"items":[' }))
        .status,
    ).toBe(400);

    const headers = { 'Content-Type': 'application/x-ndjson', 'Idempotency-Key': '' };
    const stream = (): Promise<Answer<ImportResult>> =>
      api.request('POST', path, { headers, body: '{"external_id":"s","data":{}}\n' });
    expect((await stream()).body).toMatchObject({ created: 1 });
    const repeated = await stream();
    expect([isReplayed(repeated), repeated.body]).toEqual([
      false,
      expect.objectContaining({ created: 0, unchanged: 1 }),
    ]);
  });
});
