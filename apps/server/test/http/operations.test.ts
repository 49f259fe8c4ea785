import { GoldsetError } from '@goldset/client';
import type { Task } from '@goldset/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyAt } from './client.ts';
import type { Api, ProblemBody } from './client.ts';
import { bodyOf, hire, newFixture, newProject, SENTIMENT } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { startTestApp } from './server.ts';
import type { TestApp } from './server.ts';

let app: TestApp;
let api: Api;
let fixture: Fixture;
let time = Date.parse('2026-01-01T00:00:00Z');

beforeAll(async () => {
  app = await startTestApp({ now: () => new Date(time) });
  ({ api } = app);
  fixture = await newFixture(api);
});

afterAll(() => app.close());

const LISTS = {
  '/users': 'users',
  '/me/organizations': 'organizations',
  '/organizations': 'organizations',
  '/me/tokens': 'tokens',
  '/organizations/{organization_id}/invitations': 'invitations',
  '/organizations/{organization_id}/members': 'members',
  '/organizations/{organization_id}/role-bindings': 'role_bindings',
  '/organizations/{organization_id}/role-bindings?project_id={project_id}': 'role_bindings',
  '/organizations/{organization_id}/service-accounts': 'service_accounts',
  '/organizations/{organization_id}/service-accounts/{user_id}/tokens': 'tokens',
  '/organizations/{organization_id}/projects': 'projects',
  '/projects/{project_id}/annotation-uis': 'annotation_uis',
  '/projects/{project_id}/guidelines': 'guidelines',
  '/projects/{project_id}/items': 'items',
  '/projects/{project_id}/tasks': 'tasks',
  '/projects/{project_id}/annotations': 'annotations',
} as const;

const SINGLES = [
  '/me',
  '/users/{person_id}',
  '/organizations/{organization_id}',
  '/projects/{project_id}',
  '/projects/{project_id}/progress',
  '/projects/{project_id}/annotation-uis/{version}',
  '/projects/{project_id}/annotation-uis/{version}/json-schema',
  '/projects/{project_id}/guidelines/{version}',
  '/projects/{project_id}/guidelines/latest',
  '/projects/{project_id}/items/{item_id}',
  '/projects/{project_id}/tasks/{task_id}',
  '/projects/{project_id}/annotations/{annotation_id}',
];

const filled = (path: string): string => path.replace(/\{(\w+)\}/g, (_, name: string) => fixture.params[name] ?? '');

const CLAIM = '/projects/{project_id}/tasks/claim';
const TASK = '/projects/{project_id}/tasks/{task_id}';
const ITEMS = '/projects/{project_id}/items';

interface Workplace {
  readonly path: { readonly project_id: string };
  readonly worker: Api;
  readonly claim: (by?: Api) => Promise<Task>;
}

/** A project of its own, with so many items, an overlap of 1 and a lease of 10 seconds, and an annotator in it. */
const workplace = async (items: number): Promise<Workplace> => {
  const { id } = await newProject(api, fixture.organization.id, items, { lease_seconds: 10 });
  const path = { project_id: id };
  const { api: worker } = await hire(api, fixture.organization.id, 'annotator');
  const claim = async (by = worker): Promise<Task> => {
    const [task] = (await bodyAt(200, by.typed.post(CLAIM, { path }))).tasks;
    if (task === undefined) throw new Error('There was no task to claim.');
    return task;
  };
  return { path, worker, claim };
};

describe('reading', () => {
  test.each(SINGLES)('%s answers the thing', async (path) => {
    expect((await api.get(filled(path))).status).toBe(200);
  });

  test.each(Object.entries(LISTS))('%s answers %s', async (path, plural) => {
    const list = await bodyOf(200, api.get<Record<string, unknown[]>>(filled(path)));
    expect(list[plural]?.length).toBeGreaterThan(0);
    expect(list['pagination']).toEqual({ per_page: 50, next: null, prev: null });
  });

  test('every list refuses the cursors of every other one', async () => {
    const other = `/projects/${(await workplace(2)).path.project_id}`;
    const cursors = await Promise.all(
      [`${fixture.path}/items`, `${fixture.path}/items?order=desc`, `${fixture.path}/tasks`, `${other}/items`].map(async (path) => {
        const url = `${path}${path.includes('?') ? '&' : '?'}per_page=1`;
        const { pagination } = await bodyOf(200, api.get<{ pagination: { next: string } }>(url));
        return { path, cursor: new URL(pagination.next, 'http://localhost').searchParams.get('cursor') ?? '' };
      }),
    );
    for (const path of [...Object.keys(LISTS).map(filled), `${fixture.path}/items?order=desc`, `${other}/items`]) {
      for (const { path: owner, cursor } of cursors) {
        const answer = await api.get<ProblemBody>(`${path}${path.includes('?') ? '&' : '?'}cursor=${cursor}`);
        expect([path, owner, answer.status, answer.body.code]).toEqual([path, owner, ...(path === owner ? [200, undefined] : [400, 'malformed_cursor'])]);
      }
    }
  });

  test('a list is walked to its end and back by its own URLs', async () => {
    const { path } = await workplace(7);
    for (const order of ['asc', 'desc'] as const) {
      const forth: (readonly (string | null)[])[] = [];
      let first: string | null = null;
      for await (const { items, pagination } of api.client.pages(ITEMS, { path, query: { per_page: 3, order } })) {
        forth.push(items.map(({ external_id }) => external_id));
        first = pagination.prev ?? first;
      }
      const back: (readonly string[])[] = [];
      for (let url = first; url !== null; ) {
        const list: { items: { external_id: string }[]; pagination: { prev: string | null } } = await bodyOf(200, api.get(url));
        back.push(list.items.map(({ external_id }) => external_id));
        url = list.pagination.prev;
      }
      const expected = Array.from({ length: 7 }, (_, n) => `sentence-${n}`);
      expect(forth.map((page) => page.length)).toEqual([3, 3, 1]);
      expect(forth.flat()).toEqual(order === 'asc' ? expected : expected.toReversed());
      expect(back.toReversed()).toEqual(forth.slice(0, -1));
    }
  });

  test('an export goes on from where another one began, and can be a table', async () => {
    const path = { project_id: fixture.project.id };
    const EXPORT = '/projects/{project_id}/export';
    const all = api.client.export(path.project_id, { query: { state: 'open' } });
    for await (const line of all) expect(line.state).toBe('open');
    const changed_since = all.next_cursor ?? '';
    const changes = await api.typed.get(EXPORT, { path, query: { state: 'open', changed_since } });
    expect([changes.status, changes.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    expect(await bodyAt(400, api.typed.get(EXPORT, { path, query: { changed_since } }))).toMatchObject({ code: 'malformed_cursor' });

    const table = await api.typed.get(EXPORT, { path, query: { format: 'csv' }, headers: { Accept: 'text/csv' } });
    expect(table.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const text = await new Response(await api.client.exportCsv(path.project_id)).text();
    expect(text).toBe(table.body);
    const rows = text.split('\r\n');
    expect(rows[0]).toMatch(/^item_id,external_id,data,annotator_id,annotator,.*,guideline_version,annotation_ui_version,created_at$/);
    expect(rows.at(-1)).toBe('');
    let annotations = 0;
    for await (const line of api.client.export(path.project_id)) annotations += line.annotations.length;
    expect(rows.length).toBe(annotations + 2);

    const other = await bodyAt(406, api.typed.get(EXPORT, { path, query: { format: 'csv' }, headers: { Accept: 'application/x-ndjson' } }));
    expect(other).toMatchObject({ detail: 'The answer is text/csv.' });
    const both = await bodyAt(422, api.typed.get(EXPORT, { path, query: { format: 'csv', changed_since } }));
    expect(both).toMatchObject({ errors: [{ pointer: '/format', code: 'option' }] });
  });

  test('an export is one line per item', async () => {
    const { body, headers } = await api.request<string>('GET', `${fixture.path}/export`, { headers: { Accept: 'application/x-ndjson' } });
    const lines = body.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown);
    expect(headers.get('content-type')).toBe('application/x-ndjson');
    const read: unknown[] = [];
    for await (const line of api.client.export(fixture.project.id)) read.push(line);
    expect(read).toEqual(lines);
    expect(read).toMatchObject([{ external_id: 'sentence-0', annotations: [fixture.annotation] }, { external_id: 'sentence-1' }, { external_id: 'sentence-2' }]);
  });
});

describe('making', () => {
  test('answers what was made, and where it is', async () => {
    const { organization_id, project_id } = { organization_id: fixture.organization.id, project_id: fixture.project.id };
    for (const made of [
      await api.typed.post('/organizations', { body: { name: 'Another' } }),
      await api.typed.post('/organizations/{organization_id}/projects', { path: { organization_id }, body: { name: 'Another', description: 'one', overlap: 100, lease_seconds: 86_400 } }),
      await api.typed.post('/projects/{project_id}/annotation-uis', { path: { project_id }, body: SENTIMENT }),
      await api.typed.post('/projects/{project_id}/guidelines', { path: { project_id }, body: { text: 'Judge.', annotation_ui_version: 1 } }),
    ]) {
      const location = made.headers.get('location') ?? '';
      expect([made.status, location.startsWith('/v1/')]).toEqual([201, true]);
      expect((await api.get(location)).body).toEqual(made.body);
    }
  });

  test('a list with a filter keeps it in its URLs, and its cursor is of no other filter', async () => {
    const BINDINGS = '/organizations/{organization_id}/role-bindings';
    const path = { organization_id: fixture.organization.id };
    const { id: project_id } = await newProject(api, fixture.organization.id, 0);
    const target = { type: 'project', id: project_id } as const;
    for (const role of ['viewer', 'annotator', 'reviewer'] as const) await bodyAt(201, api.typed.post(BINDINGS, { path, body: { user_id: fixture.annotator.id, role, target } }));
    const seen: string[] = [];
    for await (const { role } of api.client.list(BINDINGS, { path, query: { project_id, per_page: 2 } })) seen.push(role);
    expect(seen).toEqual(['viewer', 'annotator', 'reviewer']);
    const { pagination } = await bodyAt(200, api.typed.get(BINDINGS, { path, query: { project_id, per_page: 2 } }));
    const cursor = new URL(pagination.next ?? '', 'http://localhost').searchParams.get('cursor') ?? '';
    for (const query of [{ cursor }, { cursor, project_id: fixture.project.id }]) {
      expect(await bodyAt(400, api.typed.get(BINDINGS, { path, query }))).toMatchObject({ code: 'malformed_cursor' });
    }
  });

  test('an invitation is accepted once, without a token or with one', async () => {
    const INVITATIONS = '/organizations/{organization_id}/invitations';
    const ACCEPT = '/invitations/accept';
    const path = { organization_id: fixture.organization.id };
    const made = await api.typed.post(INVITATIONS, { path, body: { email: 'new@example.org', roles: ['viewer'] } });
    if (made.status !== 201) throw new Error('It was not made.');
    const { id, secret } = made.body;
    expect(made.headers.get('location')).toBe(`/v1/organizations/${path.organization_id}/invitations/${id}`);
    expect(JSON.stringify(await bodyAt(200, api.typed.get(INVITATIONS, { path })))).not.toContain(secret);
    expect(await bodyAt(422, api.as().typed.post(ACCEPT, { body: { secret } }))).toMatchObject({ errors: [{ pointer: '/name', code: 'required' }] });
    await bodyAt(401, api.as('nobody').typed.post(ACCEPT, { body: { secret, name: 'New' } }));
    const accepted = await bodyAt(200, api.as().typed.post(ACCEPT, { body: { secret, name: 'New' } }));
    const person = api.as(accepted.token?.secret ?? '').typed;
    expect(await bodyAt(200, person.get('/me'))).toMatchObject({ kind: 'person', name: 'New', email: 'new@example.org' });
    await bodyAt(200, person.get('/organizations/{organization_id}', { path }));
    await bodyAt(403, person.post('/organizations', { body: { name: 'x' } }));
    for (const by of [api, api.as()]) {
      expect(await bodyAt(422, by.typed.post(ACCEPT, { body: { secret, name: 'x' } }))).toMatchObject({ errors: [{ pointer: '/secret', code: 'already_exists' }] });
    }
    const other = await bodyAt(201, api.typed.post(INVITATIONS, { path, body: { email: 'other@example.org', roles: [] } }));
    expect(await bodyAt(200, api.typed.post(ACCEPT, { body: { secret: other.secret } }))).toMatchObject({ token: null });
    const last = await bodyAt(201, api.typed.post(INVITATIONS, { path, body: { email: 'other@example.org', roles: [] } }));
    const revoke = { path: { ...path, invitation_id: last.id } };
    await bodyAt(204, api.typed.delete(`${INVITATIONS}/{invitation_id}`, revoke));
    await bodyAt(404, api.typed.delete(`${INVITATIONS}/{invitation_id}`, revoke));
  });

  test('a member is removed once, and the last admin is not', async () => {
    const MEMBER = '/organizations/{organization_id}/members/{user_id}';
    const organization = await bodyAt(201, api.typed.post('/organizations', { body: { name: 'Alone' } }));
    const path = { organization_id: organization.id };
    const { account, api: machine } = await hire(api, organization.id, 'admin');
    expect(await bodyAt(409, machine.typed.delete(MEMBER, { path: { ...path, user_id: organization.created_by.id } }))).toMatchObject({ code: 'last_admin' });
    const { members } = await bodyAt(200, machine.typed.get('/organizations/{organization_id}/members', { path }));
    expect(members.map(({ user, kind, roles }) => [user.id, kind, ...roles])).toEqual([
      [organization.created_by.id, 'person', 'admin'],
      [account.id, 'service', 'admin'],
    ]);
    await bodyAt(204, api.typed.delete(MEMBER, { path: { ...path, user_id: account.id } }));
    await bodyAt(404, api.typed.delete(MEMBER, { path: { ...path, user_id: account.id } }));
    await bodyAt(401, machine.typed.get('/me'));
  });

  test('the last admin keeps the role, and a role is taken once', async () => {
    const BINDINGS = '/organizations/{organization_id}/role-bindings';
    const organization = await bodyAt(201, api.typed.post('/organizations', { body: { name: 'Alone' } }));
    const path = { organization_id: organization.id };
    const { role_bindings } = await bodyAt(200, api.typed.get(BINDINGS, { path }));
    const remove = (role_binding_id = ''): ReturnType<typeof api.typed.delete<`${typeof BINDINGS}/{role_binding_id}`>> => api.typed.delete(`${BINDINGS}/{role_binding_id}`, { path: { ...path, role_binding_id } });
    expect(await bodyAt(409, remove(role_bindings[0]?.id))).toMatchObject({ code: 'last_admin' });
    const { account } = await hire(api, organization.id);
    const binding = { path, body: { user_id: account.id, role: 'viewer', target: { type: 'organization', id: organization.id } } } as const;
    const made = await api.typed.post(BINDINGS, binding);
    if (made.status !== 201) throw new Error('It was not made.');
    expect(made.headers.get('location')).toBe(`/v1/organizations/${organization.id}/role-bindings/${made.body.id}`);
    expect(await bodyAt(409, api.typed.post(BINDINGS, binding))).toMatchObject({ code: 'already_exists' });
    await bodyAt(204, remove(made.body.id));
    await bodyAt(404, remove(made.body.id));
  });

  test('a token says its secret once, and is worthless once it is revoked', async () => {
    const { organization_id } = fixture.params;
    const accounts = `/organizations/${organization_id}/service-accounts`;
    const account = await bodyOf(201, api.post<{ id: string }>(accounts, { name: 'machine', roles: ['viewer'] }));
    for (const path of ['/me/tokens', `${accounts}/${account.id}/tokens`]) {
      const made = await api.post<{ id: string; secret: string }>(path, { name: 'another', expires_at: '2099-01-01T00:00:00+02:00', permissions: ['me:read'] });
      expect([made.status, made.headers.get('location')]).toEqual([201, `/v1${path}/${made.body.id}`]);
      const { tokens } = await bodyOf(200, api.get<{ tokens: { id: string; expires_at: string }[] }>(`${path}?order=desc`));
      expect(tokens[0]).toMatchObject({ id: made.body.id, expires_at: '2098-12-31T22:00:00.000Z' });
      expect(JSON.stringify(tokens)).not.toContain(made.body.secret);
      expect((await api.as(made.body.secret).get('/me')).status).toBe(200);
      expect((await api.delete(`${path}/${made.body.id}`)).status).toBe(204);
      expect((await api.as(made.body.secret).get('/me')).status).toBe(401);
      expect((await api.delete(`${path}/${made.body.id}`)).status).toBe(404);
    }
  });

  test('a guideline needs an annotation UI, and a claim a guideline', async () => {
    const project = await bodyAt(201, api.typed.post('/organizations/{organization_id}/projects', { path: { organization_id: fixture.organization.id }, body: { name: 'Empty' } }));
    const path = { project_id: project.id };
    expect(await bodyAt(409, api.typed.post('/projects/{project_id}/guidelines', { path, body: { text: 'x' } }))).toMatchObject({ code: 'not_ready' });
    const refused = await api.client.post(CLAIM, { path }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(GoldsetError);
    expect(refused).toMatchObject({ status: 409, code: 'not_ready', errors: [] });
    await bodyAt(404, api.typed.get('/projects/{project_id}/guidelines/latest', { path }));
  });
});

describe('tasks', () => {
  test('are renewed, released and skipped, and doing the last two again answers the same', async () => {
    const { path, worker, claim } = await workplace(2);
    const { typed } = worker;
    const task = await claim();
    const first = { path: { ...path, task_id: task.id } };
    time += 5_000;
    const renewed = await bodyAt(200, typed.post(`${TASK}/renew`, first));
    expect(Date.parse(renewed.lease.expires_at) - Date.parse(task.lease.expires_at)).toBe(5_000);
    const released = await bodyAt(200, typed.post(`${TASK}/release`, first));
    expect(await bodyAt(200, typed.post(`${TASK}/release`, first))).toEqual(released);
    const second = { path: { ...path, task_id: (await claim()).id } };
    const skipped = await bodyAt(200, typed.post(`${TASK}/skip`, { ...second, body: { reason: 'not in English' } }));
    expect([released.state, skipped.state, skipped.skip_reason]).toEqual(['released', 'skipped', 'not in English']);
    expect(await bodyAt(200, typed.post(`${TASK}/skip`, second))).toEqual(skipped);
    for (const action of ['renew', 'skip'] as const) expect(await bodyAt(409, typed.post(`${TASK}/${action}`, first))).toMatchObject({ code: 'lease_lost' });
    expect(await bodyAt(409, typed.post(`${TASK}/release`, second))).toMatchObject({ code: 'lease_lost' });
    expect(await bodyAt(409, typed.post(`${TASK}/submit`, { ...first, body: { value: { sentiment: 'positive' } } }))).toMatchObject({ code: 'lease_lost' });
  });

  test('are submitted once; the same answer again is the same annotation', async () => {
    const { path, worker, claim } = await workplace(1);
    const { typed } = worker;
    const task = { path: { ...path, task_id: (await claim()).id } };
    const annotation = await bodyAt(200, typed.post(`${TASK}/submit`, { ...task, body: { value: { sentiment: 'positive' } } }));
    expect(await bodyAt(200, typed.post(`${TASK}/submit`, { ...task, body: { value: { sentiment: 'positive' } } }))).toEqual(annotation);
    expect(await bodyAt(409, typed.post(`${TASK}/submit`, { ...task, body: { value: { sentiment: 'negative' } } }))).toMatchObject({ code: 'already_submitted' });
    for (const action of ['renew', 'release', 'skip'] as const) expect(await bodyAt(409, typed.post(`${TASK}/${action}`, task))).toMatchObject({ code: 'already_submitted' });
  });

  test('that others hold are worth asking for again when the first lease ends', async () => {
    const { path, worker, claim } = await workplace(1);
    await claim(api);
    time += 3_500;
    const empty = await worker.typed.post(CLAIM, { path });
    expect([empty.status, empty.headers.get('retry-after'), empty.body]).toEqual([200, '7', expect.objectContaining({ reason: 'leased', retry_after: 7 })]);
    time += 7_000;
    expect((await claim()).item.external_id).toBe('sentence-0');
  });
});
