import type { Annotation, Claim, Item, Task } from '@goldset/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

/** A project of its own, with so many items, an overlap of 1 and a lease of 10 seconds, and an annotator in it. */
const workplace = async (items: number): Promise<{ readonly path: string; readonly worker: Api; readonly claim: (by?: Api) => Promise<Task> }> => {
  const { id } = await newProject(api, fixture.organization.id, items, { lease_seconds: 10 });
  const path = `/projects/${id}`;
  const { api: worker } = await hire(api, fixture.organization.id, 'annotator');
  const claim = async (by = worker): Promise<Task> => {
    const [task] = (await bodyOf(200, by.post<Claim>(`${path}/tasks/claim`))).tasks;
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
    const other = await workplace(2);
    const cursors = await Promise.all(
      [`${fixture.path}/items`, `${fixture.path}/items?order=desc`, `${fixture.path}/tasks`, `${other.path}/items`].map(async (path) => {
        const url = `${path}${path.includes('?') ? '&' : '?'}per_page=1`;
        const { pagination } = await bodyOf(200, api.get<{ pagination: { next: string } }>(url));
        return { path, cursor: new URL(pagination.next, 'http://localhost').searchParams.get('cursor') ?? '' };
      }),
    );
    for (const path of [...Object.keys(LISTS).map(filled), `${fixture.path}/items?order=desc`, `${other.path}/items`]) {
      for (const { path: owner, cursor } of cursors) {
        const answer = await api.get<ProblemBody>(`${path}${path.includes('?') ? '&' : '?'}cursor=${cursor}`);
        expect([path, owner, answer.status, answer.body.code]).toEqual([path, owner, ...(path === owner ? [200, undefined] : [400, 'malformed_cursor'])]);
      }
    }
  });

  test('a list is walked to its end and back by its own URLs', async () => {
    const { path } = await workplace(7);
    for (const order of ['asc', 'desc']) {
      const walk = async (start: string, direction: 'next' | 'prev'): Promise<readonly (readonly string[])[]> => {
        const pages: string[][] = [];
        for (let url: string | null = start; url !== null; ) {
          const list: { items: Item[]; pagination: Record<'next' | 'prev', string | null> } = await bodyOf(200, api.get(url));
          pages.push(list.items.map(({ external_id }) => external_id ?? ''));
          if (list.pagination[direction] === null) last = url;
          url = list.pagination[direction];
        }
        return pages;
      };
      let last = '';
      const forth = await walk(`${path}/items?per_page=3&order=${order}`, 'next');
      const expected = Array.from({ length: 7 }, (_, n) => `sentence-${n}`);
      expect(forth.map((page) => page.length)).toEqual([3, 3, 1]);
      expect(forth.flat()).toEqual(order === 'asc' ? expected : expected.toReversed());
      expect((await walk(last, 'prev')).toReversed()).toEqual(forth);
    }
  });

  test('an export is one line per item', async () => {
    const { body, headers } = await api.request<string>('GET', `${fixture.path}/export`, { headers: { Accept: 'application/x-ndjson' } });
    const lines = body.trimEnd().split('\n').map((line) => JSON.parse(line) as Item & { annotations: Annotation[] });
    expect(headers.get('content-type')).toBe('application/x-ndjson');
    expect(lines.map(({ external_id }) => external_id)).toEqual(['sentence-0', 'sentence-1', 'sentence-2']);
    expect(lines[0]?.annotations).toEqual([fixture.annotation]);
  });
});

describe('making', () => {
  test('answers what was made, and where it is', async () => {
    const { organization_id, project_id } = fixture.params;
    for (const [path, body] of [
      ['/organizations', { name: 'Another' }],
      [`/organizations/${organization_id}/projects`, { name: 'Another', description: 'one', overlap: 100, lease_seconds: 86_400 }],
      [`/projects/${project_id}/annotation-uis`, SENTIMENT],
      [`/projects/${project_id}/guidelines`, { text: 'Judge.', annotation_ui_version: 1 }],
    ] as const) {
      const made = await api.post(path, body);
      const location = made.headers.get('location') ?? '';
      expect([path, made.status, location.startsWith('/v1/')]).toEqual([path, 201, true]);
      expect((await api.get(location)).body).toEqual(made.body);
    }
  });

  test('a list with a filter keeps it in its URLs, and its cursor is of no other filter', async () => {
    const path = `/organizations/${fixture.organization.id}/role-bindings`;
    const project = await newProject(api, fixture.organization.id, 0);
    const target = { type: 'project', id: project.id };
    for (const role of ['viewer', 'annotator', 'reviewer']) await bodyOf(201, api.post(path, { user_id: fixture.annotator.id, role, target }));
    const seen: string[] = [];
    let url: string | null = `${path}?project_id=${project.id}&per_page=2`;
    let next: string | null = null;
    while (url !== null) {
      const list: { role_bindings: { role: string }[]; pagination: { next: string | null } } = await bodyOf(200, api.get(url));
      seen.push(...list.role_bindings.map(({ role }) => role));
      next ??= list.pagination.next;
      url = list.pagination.next;
    }
    expect(seen).toEqual(['viewer', 'annotator', 'reviewer']);
    const cursor = new URL(next ?? '', 'http://localhost').searchParams.get('cursor') ?? '';
    for (const query of ['', `&project_id=${fixture.project.id}`]) {
      expect(await bodyOf(400, api.get<ProblemBody>(`${path}?cursor=${cursor}${query}`))).toMatchObject({ code: 'malformed_cursor' });
    }
  });

  test('an invitation is accepted once, without a token or with one', async () => {
    const path = `/organizations/${fixture.organization.id}/invitations`;
    const made = await api.post<{ id: string; secret: string }>(path, { email: 'new@example.org', roles: ['viewer'] });
    expect([made.status, made.headers.get('location')]).toEqual([201, `/v1${path}/${made.body.id}`]);
    expect(JSON.stringify(await bodyOf(200, api.get(path)))).not.toContain(made.body.secret);
    const { secret } = made.body;
    expect(await bodyOf(422, api.as().post<ProblemBody>('/invitations/accept', { secret }))).toMatchObject({ errors: [{ pointer: '/name', code: 'required' }] });
    expect((await api.as('nobody').post('/invitations/accept', { secret, name: 'New' })).status).toBe(401);
    const accepted = await bodyOf(200, api.as().post<{ token: { secret: string } }>('/invitations/accept', { secret, name: 'New' }));
    const person = api.as(accepted.token.secret);
    expect(await bodyOf(200, person.get('/me'))).toMatchObject({ kind: 'person', name: 'New', email: 'new@example.org' });
    expect((await person.get(`/organizations/${fixture.organization.id}`)).status).toBe(200);
    expect((await person.post('/organizations', { name: 'x' })).status).toBe(403);
    for (const by of [api, api.as()]) {
      expect(await bodyOf(422, by.post<ProblemBody>('/invitations/accept', { secret, name: 'x' }))).toMatchObject({ errors: [{ pointer: '/secret', code: 'already_exists' }] });
    }
    const other = await bodyOf(201, api.post<{ id: string; secret: string }>(path, { email: 'other@example.org', roles: [] }));
    expect(await bodyOf(200, api.post('/invitations/accept', { secret: other.secret }))).toMatchObject({ token: null });
    const last = await bodyOf(201, api.post<{ id: string; secret: string }>(path, { email: 'other@example.org', roles: [] }));
    expect([(await api.delete(`${path}/${last.id}`)).status, (await api.delete(`${path}/${last.id}`)).status]).toEqual([204, 404]);
  });

  test('a member is removed once, and the last admin is not', async () => {
    const organization = await bodyOf(201, api.post<{ id: string; created_by: { id: string } }>('/organizations', { name: 'Alone' }));
    const path = `/organizations/${organization.id}/members`;
    const { account, api: machine } = await hire(api, organization.id, 'admin');
    expect(await bodyOf(409, machine.delete<ProblemBody>(`${path}/${organization.created_by.id}`))).toMatchObject({ code: 'last_admin' });
    const { members } = await bodyOf(200, machine.get<{ members: { user: { id: string }; kind: string; roles: string[] }[] }>(path));
    expect(members.map(({ user, kind, roles }) => [user.id, kind, ...roles])).toEqual([
      [organization.created_by.id, 'person', 'admin'],
      [account.id, 'service', 'admin'],
    ]);
    expect([(await api.delete(`${path}/${account.id}`)).status, (await api.delete(`${path}/${account.id}`)).status, (await machine.get('/me')).status]).toEqual([204, 404, 401]);
  });

  test('the last admin keeps the role, and a role is taken once', async () => {
    const organization = await bodyOf(201, api.post<{ id: string }>('/organizations', { name: 'Alone' }));
    const path = `/organizations/${organization.id}/role-bindings`;
    const { role_bindings } = await bodyOf(200, api.get<{ role_bindings: { id: string }[] }>(path));
    expect(await bodyOf(409, api.delete<ProblemBody>(`${path}/${role_bindings[0]?.id}`))).toMatchObject({ code: 'last_admin' });
    const { account } = await hire(api, organization.id);
    const binding = { user_id: account.id, role: 'viewer', target: { type: 'organization', id: organization.id } };
    const made = await api.post<{ id: string }>(path, binding);
    expect([made.status, made.headers.get('location')]).toEqual([201, `/v1${path}/${made.body.id}`]);
    expect(await bodyOf(409, api.post<ProblemBody>(path, binding))).toMatchObject({ code: 'already_exists' });
    expect([(await api.delete(`${path}/${made.body.id}`)).status, (await api.delete(`${path}/${made.body.id}`)).status]).toEqual([204, 404]);
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
    const project = await bodyOf(201, api.post<{ id: string }>(`/organizations/${fixture.organization.id}/projects`, { name: 'Empty' }));
    const path = `/projects/${project.id}`;
    expect(await bodyOf(409, api.post<ProblemBody>(`${path}/guidelines`, { text: 'x' }))).toMatchObject({ code: 'not_ready' });
    expect(await bodyOf(409, api.post<ProblemBody>(`${path}/tasks/claim`))).toMatchObject({ code: 'not_ready' });
    expect((await api.get(`${path}/guidelines/latest`)).status).toBe(404);
  });
});

describe('deleting and restoring', () => {
  test('an item, a project and an organization are gone at once, listed as deleted, and come back as they were', async () => {
    const organization = await bodyOf(201, api.post<{ id: string }>('/organizations', { name: 'Short-lived' }));
    const project = await newProject(api, organization.id, 3);
    const { items } = await bodyOf(200, api.get<{ items: Item[] }>(`/projects/${project.id}/items`));
    for (const [path, list, plural, thing] of [
      [`/projects/${project.id}/items/${items[0]?.id}`, `/projects/${project.id}/items`, 'items', items[0]],
      [`/projects/${project.id}`, `/organizations/${organization.id}/projects`, 'projects', project],
      [`/organizations/${organization.id}`, '/organizations', 'organizations', organization],
    ] as const) {
      const listed = async (deleted: boolean): Promise<readonly { readonly id: string; readonly deleted_at: string | null }[]> =>
        (await bodyOf(200, api.get<Record<string, { id: string; deleted_at: string | null }[]>>(`${list}?deleted=${deleted}&per_page=200`)))[plural] ?? [];
      const before = (await api.get(path)).body;
      expect([(await api.delete(path)).status, (await api.delete(path)).status, (await api.get(path)).status]).toEqual([204, 404, 404]);
      expect((await listed(true)).filter(({ id }) => id === thing?.id)).toMatchObject([{ deleted_at: new Date(time).toISOString() }]);
      expect((await listed(false)).some(({ id }) => id === thing?.id)).toBe(false);
      for (let turn = 0; turn < 2; turn += 1) expect(await bodyOf(200, api.post(`${path}/restore`))).toEqual(before);
      expect((await listed(true)).some(({ id }) => id === thing?.id)).toBe(false);
    }
    expect((await api.get<ProblemBody>(`/projects/${project.id}/items?deleted=yes`)).body).toMatchObject({ code: 'invalid', errors: [{ pointer: '/deleted' }] });
  });

  test('which list it is belongs to the cursor', async () => {
    const path = `/projects/${(await newProject(api, fixture.organization.id, 6)).id}/items`;
    const { items } = await bodyOf(200, api.get<{ items: Item[] }>(path));
    for (const { id } of items.slice(0, 3)) await api.delete(`${path}/${id}`);
    const seen: string[] = [];
    for (let url: string | null = `${path}?deleted=true&per_page=2`; url !== null; ) {
      const list: { items: Item[]; pagination: { next: string | null } } = await bodyOf(200, api.get(url));
      seen.push(...list.items.map(({ id }) => id));
      if (list.pagination.next !== null) {
        const cursor = new URL(list.pagination.next, 'http://localhost').searchParams.get('cursor') ?? '';
        expect(await bodyOf(400, api.get<ProblemBody>(`${path}?cursor=${cursor}`))).toMatchObject({ code: 'malformed_cursor' });
      }
      url = list.pagination.next;
    }
    expect(seen).toEqual(items.slice(0, 3).map(({ id }) => id));
  });

  test('a service account is deleted once, with its tokens', async () => {
    const { account, api: machine } = await hire(api, fixture.organization.id, 'annotator');
    const path = `/organizations/${fixture.organization.id}/service-accounts/${account.id}`;
    expect([(await api.delete(path)).status, (await api.delete(path)).status, (await machine.get('/me')).status]).toEqual([204, 404, 401]);
  });

  test('a token says when it was used last, once that is written down', async () => {
    const { api: machine, account, token } = await hire(api, fixture.organization.id, 'viewer');
    const path = `/organizations/${fixture.organization.id}/service-accounts/${account.id}/tokens`;
    const lastUsed = async (): Promise<string | null | undefined> =>
      (await bodyOf(200, api.get<{ tokens: { id: string; last_used_at: string | null }[] }>(path))).tokens.find(({ id }) => id === token.id)?.last_used_at;
    await machine.get('/me');
    expect(await lastUsed()).toBeNull();
    await app.application.writeTokenUses();
    expect(await lastUsed()).toBe(new Date(time).toISOString());
  });
});

describe('tasks', () => {
  test('are renewed, released and skipped, and doing the last two again answers the same', async () => {
    const { path, worker, claim } = await workplace(2);
    const task = await claim();
    time += 5_000;
    const renewed = await bodyOf(200, worker.post<Task>(`${path}/tasks/${task.id}/renew`));
    expect(Date.parse(renewed.lease.expires_at) - Date.parse(task.lease.expires_at)).toBe(5_000);
    const released = await bodyOf(200, worker.post<Task>(`${path}/tasks/${task.id}/release`));
    expect(await bodyOf(200, worker.post<Task>(`${path}/tasks/${task.id}/release`))).toEqual(released);
    const other = await claim();
    const skipped = await bodyOf(200, worker.post<Task>(`${path}/tasks/${other.id}/skip`, { reason: 'not in English' }));
    expect([released.state, skipped.state, skipped.skip_reason]).toEqual(['released', 'skipped', 'not in English']);
    expect(await bodyOf(200, worker.post<Task>(`${path}/tasks/${other.id}/skip`))).toEqual(skipped);
    for (const action of ['renew', 'skip']) expect(await bodyOf(409, worker.post<ProblemBody>(`${path}/tasks/${task.id}/${action}`))).toMatchObject({ code: 'lease_lost' });
    expect(await bodyOf(409, worker.post<ProblemBody>(`${path}/tasks/${other.id}/release`))).toMatchObject({ code: 'lease_lost' });
    expect(await bodyOf(409, worker.post<ProblemBody>(`${path}/tasks/${task.id}/submit`, { value: { sentiment: 'positive' } }))).toMatchObject({ code: 'lease_lost' });
  });

  test('are submitted once; the same answer again is the same annotation', async () => {
    const { path, worker, claim } = await workplace(1);
    const { id } = await claim();
    const annotation = await bodyOf(200, worker.post<Annotation>(`${path}/tasks/${id}/submit`, { value: { sentiment: 'positive' } }));
    expect(await bodyOf(200, worker.post<Annotation>(`${path}/tasks/${id}/submit`, { value: { sentiment: 'positive' } }))).toEqual(annotation);
    expect(await bodyOf(409, worker.post<ProblemBody>(`${path}/tasks/${id}/submit`, { value: { sentiment: 'negative' } }))).toMatchObject({ code: 'already_submitted' });
    for (const action of ['renew', 'release', 'skip']) expect(await bodyOf(409, worker.post<ProblemBody>(`${path}/tasks/${id}/${action}`))).toMatchObject({ code: 'already_submitted' });
  });

  test('that others hold are worth asking for again when the first lease ends', async () => {
    const { path, worker, claim } = await workplace(1);
    await claim(api);
    time += 3_500;
    const empty = await worker.post<Claim>(`${path}/tasks/claim`);
    expect([empty.body.reason, empty.body.retry_after, empty.headers.get('retry-after')]).toEqual(['leased', 7, '7']);
    time += 7_000;
    expect((await claim()).item.external_id).toBe('sentence-0');
  });
});
