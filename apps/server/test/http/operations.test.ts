import { GoldsetError } from '@goldset/client';
import type {
  Annotation,
  AnnotationRevision,
  Claim,
  ExternalUser,
  ImportResult,
  Item,
  LinkedExternalUser,
  Organization,
  Prediction,
  Task,
} from '@goldset/client';
import { revealed } from '@goldset/core/testing';
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
  '/users?name=FIRST': 'users',
  '/me/organizations': 'organizations',
  '/organizations': 'organizations',
  '/me/tokens': 'tokens',
  '/me/tokens?expired=false': 'tokens',
  '/organizations/{organization_id}/invitations': 'invitations',
  '/organizations/{organization_id}/members': 'members',
  '/organizations/{organization_id}/members?name=THE%20annotator&role=annotator&kind=service': 'members',
  '/organizations/{organization_id}/members?email=FIRST%40example.org': 'members',
  '/organizations/{organization_id}/role-bindings': 'role_bindings',
  '/organizations/{organization_id}/role-bindings?project_id={project_id}': 'role_bindings',
  '/organizations/{organization_id}/role-bindings?user_id={user_id}': 'role_bindings',
  '/organizations/{organization_id}/role-bindings?project_id={project_id}&user_id={user_id}': 'role_bindings',
  '/organizations/{organization_id}/service-accounts': 'service_accounts',
  '/organizations/{organization_id}/service-accounts?name=Annotator': 'service_accounts',
  '/organizations/{organization_id}/service-accounts/{user_id}/tokens': 'tokens',
  '/organizations/{organization_id}/service-accounts/{user_id}/tokens?expired=false': 'tokens',
  '/organizations/{organization_id}/external-users': 'external_users',
  '/organizations/{organization_id}/external-users?name=W&source=fixture': 'external_users',
  '/organizations/{organization_id}/projects': 'projects',
  '/organizations/{organization_id}/projects?name=view': 'projects',
  '/projects/{project_id}/annotation-uis': 'annotation_uis',
  '/projects/{project_id}/guidelines': 'guidelines',
  '/projects/{project_id}/items': 'items',
  '/projects/{project_id}/tasks': 'tasks',
  '/projects/{project_id}/tasks?state=submitted': 'tasks',
  '/projects/{project_id}/tasks?state=claimed&annotator_id={user_id}&item_id={item_id}': 'tasks',
  '/projects/{project_id}/progress/annotators': 'annotators',
  '/projects/{project_id}/annotations': 'annotations',
  '/projects/{project_id}/predictions': 'predictions',
  '/projects/{project_id}/predictions?item_id={item_id}&model=small': 'predictions',
  '/projects/{project_id}/annotations?item_id={answered_id}&annotator_id={person_id}&changed_since=2020-01-01T00:00:00Z':
    'annotations',
  '/projects/{project_id}/annotations/{annotation_id}/revisions': 'revisions',
} as const;

const SINGLES = [
  '/me',
  '/me/tokens/{own_token_id}',
  '/tokens/current',
  '/tokens/current?project_id={project_id}',
  '/users/{person_id}',
  '/organizations/{organization_id}',
  '/organizations/{organization_id}/invitations/{invitation_id}',
  '/organizations/{organization_id}/members/{user_id}',
  '/organizations/{organization_id}/role-bindings/{role_binding_id}',
  '/organizations/{organization_id}/service-accounts/{user_id}',
  '/organizations/{organization_id}/service-accounts/{user_id}/tokens/{token_id}',
  '/organizations/{organization_id}/external-users/{external_user_id}',
  '/projects/{project_id}',
  '/projects/{project_id}/progress',
  '/projects/{project_id}/annotation-uis/{version}',
  '/projects/{project_id}/annotation-uis/latest',
  '/projects/{project_id}/annotation-uis/{version}/json-schema',
  '/projects/{project_id}/guidelines/{version}',
  '/projects/{project_id}/guidelines/latest',
  '/projects/{project_id}/items/{item_id}',
  '/projects/{project_id}/tasks/{task_id}',
  '/projects/{project_id}/annotations/{annotation_id}',
  '/projects/{project_id}/predictions/{prediction_id}',
];

const filled = (path: string): string =>
  path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => (name === 'answered_id' ? fixture.annotation.item_id : fixture.params[name]) ?? '',
  );

const CLAIM = '/projects/{project_id}/tasks/claim';
const TASK = '/projects/{project_id}/tasks/{task_id}';
const ITEMS = '/projects/{project_id}/items';

interface Workplace {
  readonly path: { readonly project_id: string };
  /** The raw path of the project. */
  readonly url: string;
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
  return { path, url: `/projects/${id}`, worker, claim };
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
    const { url: other } = await workplace(2);
    const cursors = await Promise.all(
      [`${fixture.path}/items`, `${fixture.path}/items?order=desc`, `${fixture.path}/tasks`, `${other}/items`].map(
        async (path) => {
          const url = `${path}${path.includes('?') ? '&' : '?'}per_page=1`;
          const { pagination } = await bodyOf(200, api.get<{ pagination: { next: string } }>(url));
          return { path, cursor: new URL(pagination.next, 'http://localhost').searchParams.get('cursor') ?? '' };
        },
      ),
    );
    for (const path of [...Object.keys(LISTS).map(filled), `${fixture.path}/items?order=desc`, `${other}/items`]) {
      for (const { path: owner, cursor } of cursors) {
        const answer = await api.get<ProblemBody>(`${path}${path.includes('?') ? '&' : '?'}cursor=${cursor}`);
        expect([path, owner, answer.status, answer.body.code]).toEqual([
          path,
          owner,
          ...(path === owner ? [200, undefined] : [400, 'malformed_cursor']),
        ]);
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
      for (let url = first; url !== null;) {
        const list: { items: { external_id: string }[]; pagination: { prev: string | null } } = await bodyOf(
          200,
          api.get(url),
        );
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
    expect(await bodyAt(400, api.typed.get(EXPORT, { path, query: { changed_since } }))).toMatchObject({
      code: 'malformed_cursor',
    });

    const table = await api.typed.get(EXPORT, { path, query: { format: 'csv' }, headers: { Accept: 'text/csv' } });
    expect(table.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const name = fixture.project.name;
    expect(table.headers.get('content-disposition')).toBe(
      `attachment; filename="${name}.csv"; filename*=UTF-8''${encodeURIComponent(name)}.csv`,
    );
    expect(changes.headers.get('content-disposition')).toContain(`filename="${name}.ndjson"`);
    const tabs = await api.typed.get(EXPORT, { path, query: { format: 'tsv', bom: true } });
    expect([tabs.status, tabs.headers.get('content-type')]).toEqual([200, 'text/tab-separated-values; charset=utf-8']);
    expect(tabs.body).toMatch(/^item_id\texternal_id\tdata\t.*\r\n/);
    const semicolons = await api.typed.get(EXPORT, { path, query: { format: 'csv', delimiter: ';' } });
    expect(semicolons.body).toMatch(/^item_id;external_id;data;/);
    expect(await bodyAt(422, api.typed.get(EXPORT, { path, query: { bom: true } }))).toMatchObject({
      errors: [{ pointer: '/bom', code: 'option' }],
    });
    const text = await new Response(await api.client.exportCsv(path.project_id)).text();
    expect(text).toBe(table.body);
    const rows = text.split('\r\n');
    expect(rows[0]).toMatch(
      /^item_id,external_id,data,annotator_id,annotator,.*,guideline_version,annotation_ui_version,created_at$/,
    );
    expect(rows.at(-1)).toBe('');
    let annotations = 0;
    for await (const line of api.client.export(path.project_id)) annotations += line.annotations.length;
    expect(rows.length).toBe(annotations + 2);

    const other = await bodyAt(
      406,
      api.typed.get(EXPORT, { path, query: { format: 'csv' }, headers: { Accept: 'application/x-ndjson' } }),
    );
    expect(other).toMatchObject({ detail: 'The answer is text/csv.' });
    const both = await bodyAt(422, api.typed.get(EXPORT, { path, query: { format: 'csv', changed_since } }));
    expect(both).toMatchObject({ errors: [{ pointer: '/format', code: 'option' }] });
  });

  test('an export is one line per item', async () => {
    const { body, headers } = await api.request<string>('GET', `${fixture.path}/export`, {
      headers: { Accept: 'application/x-ndjson' },
    });
    const lines = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(headers.get('content-type')).toBe('application/x-ndjson');
    const read: unknown[] = [];
    for await (const line of api.client.export(fixture.project.id)) read.push(line);
    expect(read).toEqual(lines);
    expect(read).toMatchObject([
      { external_id: 'sentence-0', annotations: [fixture.annotation] },
      { external_id: 'sentence-1' },
      { external_id: 'sentence-2' },
    ]);
  });
});

describe('making', () => {
  test('answers what was made, and where it is', async () => {
    const { organization_id, project_id } = {
      organization_id: fixture.organization.id,
      project_id: fixture.project.id,
    };
    for (const made of [
      await api.typed.post('/organizations', { body: { name: 'Another' } }),
      await api.typed.post('/organizations/{organization_id}/projects', {
        path: { organization_id },
        body: { name: 'Another', description: 'one', overlap: 100, lease_seconds: 86_400 },
      }),
      await api.typed.post('/projects/{project_id}/annotation-uis', { path: { project_id }, body: SENTIMENT }),
      await api.typed.post('/projects/{project_id}/guidelines', {
        path: { project_id },
        body: { text: 'Judge.', annotation_ui_version: 1 },
      }),
      await api.typed.post('/me/tokens', { body: { name: 'made', organization_id, permissions: ['me:read'] } }),
      await api.typed.post('/organizations/{organization_id}/invitations', {
        path: { organization_id },
        body: { email: 'made@example.org', roles: ['viewer', 'reviewer'] },
      }),
      await api.typed.post('/organizations/{organization_id}/service-accounts', {
        path: { organization_id },
        body: { name: 'made', roles: ['viewer'] },
      }),
      await api.typed.post('/organizations/{organization_id}/service-accounts/{user_id}/tokens', {
        path: { organization_id, user_id: fixture.annotator.id },
        body: { name: 'made' },
      }),
      await api.typed.post('/organizations/{organization_id}/role-bindings', {
        path: { organization_id },
        body: { user_id: fixture.annotator.id, role: 'manager', target: { type: 'organization', id: organization_id } },
      }),
    ]) {
      const location = made.headers.get('location') ?? '';
      expect([made.status, location.startsWith('/v1/')]).toEqual([201, true]);
      const { secret: _, ...shown } = made.body as { readonly secret?: string };
      expect((await api.get(location)).body).toEqual(shown);
      // The state that was answered is the one that is read, whose tag says nothing of a secret.
      expect(
        (await api.request('GET', location, { headers: { 'If-None-Match': made.headers.get('etag') ?? '' } })).status,
      ).toBe(304);
    }
  });

  test('names are changed, of the revision that was read', async () => {
    const { organization_id, user_id } = {
      organization_id: fixture.organization.id,
      user_id: (await hire(api, fixture.organization.id, 'viewer')).account.id,
    };
    const account = { path: { organization_id, user_id } };
    const ofAccount = {
      path: {
        organization_id,
        user_id,
        token_id: (
          await bodyAt(
            201,
            api.typed.post('/organizations/{organization_id}/service-accounts/{user_id}/tokens', {
              ...account,
              body: { name: 'first' },
            }),
          )
        ).id,
      },
    };
    const own = {
      path: { token_id: (await bodyAt(201, api.typed.post('/me/tokens', { body: { name: 'first' } }))).id },
    };
    for (const [read, change] of [
      [
        () => api.typed.get('/organizations/{organization_id}/service-accounts/{user_id}', account),
        (name: string, tag: string) =>
          api.typed.patch('/organizations/{organization_id}/service-accounts/{user_id}', {
            ...account,
            body: { name },
            headers: { 'If-Match': tag },
          }),
      ],
      [
        () => api.typed.get('/organizations/{organization_id}/service-accounts/{user_id}/tokens/{token_id}', ofAccount),
        (name: string, tag: string) =>
          api.typed.patch('/organizations/{organization_id}/service-accounts/{user_id}/tokens/{token_id}', {
            ...ofAccount,
            body: { name },
            headers: { 'If-Match': tag },
          }),
      ],
      [
        () => api.typed.get('/me/tokens/{token_id}', own),
        (name: string, tag: string) =>
          api.typed.patch('/me/tokens/{token_id}', { ...own, body: { name }, headers: { 'If-Match': tag } }),
      ],
    ] as const) {
      const before = (await read()).headers.get('etag') ?? '';
      const changed = await change('second', before);
      expect([changed.status, changed.body]).toMatchObject([200, { name: 'second', revision: 2 }]);
      expect([(await read()).body, changed.headers.get('etag')]).toEqual([
        changed.body,
        (await read()).headers.get('etag'),
      ]);
      expect([(await change('third', before)).status, (await change('third', '"2"')).status]).toEqual([412, 200]);
    }
    expect(await bodyAt(422, api.typed.patch('/me/tokens/{token_id}', { ...own, body: { name: '' } }))).toMatchObject({
      errors: [{ pointer: '/name', code: 'length' }],
    });
    await bodyAt(
      403,
      fixture.asAnnotator.typed.patch('/organizations/{organization_id}/service-accounts/{user_id}', {
        ...account,
        body: { name: 'x' },
      }),
    );
  });

  test('a token says what it is and may do, whatever it is limited to', async () => {
    const CURRENT = '/tokens/current';
    const { organization, project } = fixture;
    const machine = await bodyAt(200, fixture.asAnnotator.typed.get(CURRENT, {}));
    expect(machine).toMatchObject({
      id: fixture.annotatorToken.id,
      user: { id: fixture.annotator.id, kind: 'service' },
      organization: { id: organization.id },
      is_complete: true,
    });
    expect(machine.access.map(({ project: on, roles }) => [on?.id ?? null, roles])).toEqual([
      [null, expect.arrayContaining(['annotator'])],
      [project.id, expect.arrayContaining(['viewer', 'annotator'])],
    ]);
    const limited = revealed(
      await bodyAt(
        201,
        api.typed.post('/me/tokens', {
          body: { name: 'limited', permissions: ['item:read'], expires_at: '2099-01-01T00:00:00Z' },
        }),
      ),
    );
    const by = api.as(limited.secret).typed;
    await bodyAt(403, by.get('/me', {}));
    const own = await by.get(CURRENT, { query: { project_id: project.id } });
    expect(own.body).toMatchObject({
      name: 'limited',
      permissions: ['item:read'],
      own_permissions: ['current_token:read'],
      expires_at: '2099-01-01T00:00:00.000Z',
      access: [{ project: { id: project.id, name: project.name }, roles: ['admin'], permissions: ['item:read'] }],
    });
    expect(JSON.stringify(own.body)).not.toContain(limited.secret);
    expect(
      (
        await api.as(limited.secret).request('GET', `${CURRENT}?project_id=${project.id}`, {
          headers: { 'If-None-Match': own.headers.get('etag') ?? '' },
        })
      ).status,
    ).toBe(304);
    await bodyAt(204, api.typed.delete('/me/tokens/{token_id}', { path: { token_id: limited.id } }));
    await bodyAt(401, by.get(CURRENT, {}));
    expect((await api.get<ProblemBody>(`${CURRENT}?project_id=x`)).body).toMatchObject({
      errors: [{ pointer: '/project_id', code: 'format' }],
    });
    expect((await api.get<ProblemBody>('/tokens/another')).status).toBe(404);
    expect((await api.delete(CURRENT)).headers.get('allow')).toBe('GET, HEAD');
  });

  test('addresses are for those who may read members', async () => {
    const path = { organization_id: fixture.organization.id };
    const { members } = await bodyAt(
      200,
      api.typed.get('/organizations/{organization_id}/members', { path, query: { email: 'First@EXAMPLE.org' } }),
    );
    expect(members).toMatchObject([{ kind: 'person', email: 'first@example.org', email_verified: true }]);
    expect(
      await bodyAt(
        422,
        api.typed.get('/organizations/{organization_id}/members', { path, query: { email: 'nobody' } }),
      ),
    ).toMatchObject({ errors: [{ pointer: '/email', code: 'format' }] });
    const user_id = members[0]?.user.id ?? '';
    await bodyAt(
      403,
      fixture.asAnnotator.typed.get('/organizations/{organization_id}/members/{user_id}', {
        path: { ...path, user_id },
      }),
    );
    for (const url of ['/users', `/users/${user_id}`, `${fixture.path}`, `${fixture.path}/guidelines`])
      expect(JSON.stringify((await fixture.asAnnotator.get(url)).body)).not.toContain('first@example.org');
  });

  test('a list with a filter keeps it in its URLs, and its cursor is of no other filter', async () => {
    const BINDINGS = '/organizations/{organization_id}/role-bindings';
    const path = { organization_id: fixture.organization.id };
    const { id: project_id } = await newProject(api, fixture.organization.id, 0);
    const target = { type: 'project', id: project_id } as const;
    for (const role of ['viewer', 'annotator', 'reviewer'] as const)
      await bodyAt(201, api.typed.post(BINDINGS, { path, body: { user_id: fixture.annotator.id, role, target } }));
    const seen: string[] = [];
    for await (const { role } of api.client.list(BINDINGS, { path, query: { project_id, per_page: 2 } }))
      seen.push(role);
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
    const { id, secret } = revealed(made.body);
    expect([id.length, made.headers.get('location')]).toEqual([
      36,
      `/v1/organizations/${path.organization_id}/invitations/${id}`,
    ]);
    expect(
      JSON.stringify(
        await bodyAt(200, api.typed.get(`${INVITATIONS}/{invitation_id}`, { path: { ...path, invitation_id: id } })),
      ),
    ).not.toContain(secret);
    expect(JSON.stringify(await bodyAt(200, api.typed.get(INVITATIONS, { path })))).not.toContain(secret);
    expect(await bodyAt(422, api.as().typed.post(ACCEPT, { body: { secret } }))).toMatchObject({
      errors: [{ pointer: '/name', code: 'required' }],
    });
    await bodyAt(401, api.as('nobody').typed.post(ACCEPT, { body: { secret, name: 'New' } }));
    const accepted = await bodyAt(200, api.as().typed.post(ACCEPT, { body: { secret, name: 'New' } }));
    const person = api.as(accepted.token?.secret ?? '').typed;
    expect(await bodyAt(200, person.get('/me'))).toMatchObject({
      kind: 'person',
      name: 'New',
      email: 'new@example.org',
    });
    await bodyAt(200, person.get('/organizations/{organization_id}', { path }));
    // Theirs is an account like any other.
    const own = await bodyAt(201, person.post('/organizations', { body: { name: 'x' } }));
    const { organizations } = await bodyAt(200, person.get('/me/organizations', {}));
    expect(organizations.map(({ id: theirs }) => theirs)).toEqual([fixture.organization.id, own.id].toSorted());
    for (const [by, body] of [
      [api, { secret }],
      [api.as(), { secret, name: 'x' }],
    ] as const) {
      expect(await bodyAt(422, by.typed.post(ACCEPT, { body }))).toMatchObject({
        errors: [{ pointer: '/secret', code: 'already_exists' }],
      });
    }
    const other = revealed(
      await bodyAt(201, api.typed.post(INVITATIONS, { path, body: { email: 'other@example.org', roles: [] } })),
    );
    expect(await bodyAt(200, api.typed.post(ACCEPT, { body: { secret: other.secret } }))).toMatchObject({
      token: null,
    });
    expect(
      await bodyAt(409, api.typed.post(INVITATIONS, { path, body: { email: 'NEW@Example.org', roles: [] } })),
    ).toMatchObject({ code: 'already_exists' });
    const elsewhere = { organization_id: own.id };
    const taken = revealed(
      await bodyAt(201, person.post(INVITATIONS, { path: elsewhere, body: { email: 'first@example.org', roles: [] } })),
    ).secret;
    const unauthenticated = await api.as().typed.post(ACCEPT, { body: { secret: taken, name: 'Mallory' } });
    expect([
      unauthenticated.status,
      unauthenticated.headers.get('www-authenticate'),
      unauthenticated.body,
    ]).toMatchObject([401, 'Bearer', { detail: expect.stringContaining('Sign in') as unknown }]);
    expect(await bodyAt(403, person.post(ACCEPT, { body: { secret: taken } }))).toMatchObject({
      detail: expect.stringContaining('This invitation is for another account') as unknown,
    });
    expect(await bodyAt(422, api.typed.post(ACCEPT, { body: { secret: taken, name: 'x' } }))).toMatchObject({
      errors: [{ pointer: '/name' }],
    });
    for (let failures = 2; failures < 5; failures += 1)
      await bodyAt(401, api.as().typed.post(ACCEPT, { body: { secret: taken, name: 'Mallory' } }));
    const enough = await api.as().typed.post(ACCEPT, { body: { secret: taken, name: 'Mallory' } });
    expect([enough.status, Number(enough.headers.get('retry-after')) > 3500]).toEqual([429, true]);
    const last = await bodyAt(
      201,
      api.typed.post(INVITATIONS, { path, body: { email: 'other@example.org', roles: [] } }),
    );
    const revoke = { path: { ...path, invitation_id: last.id } };
    await bodyAt(204, api.typed.delete(`${INVITATIONS}/{invitation_id}`, revoke));
    await bodyAt(404, api.typed.delete(`${INVITATIONS}/{invitation_id}`, revoke));
  });

  test('a member is removed once, and the last admin is not', async () => {
    const MEMBER = '/organizations/{organization_id}/members/{user_id}';
    const organization = await bodyAt(201, api.typed.post('/organizations', { body: { name: 'Alone' } }));
    const path = { organization_id: organization.id };
    const { account, api: machine } = await hire(api, organization.id, 'admin');
    await bodyAt(403, machine.typed.delete(MEMBER, { path: { ...path, user_id: organization.created_by.id } }));
    expect(
      await bodyAt(409, api.typed.delete(MEMBER, { path: { ...path, user_id: organization.created_by.id } })),
    ).toMatchObject({ code: 'last_admin' });
    expect(await bodyAt(409, api.typed.delete('/organizations/{organization_id}/members/me', { path }))).toMatchObject({
      code: 'last_admin',
    });
    await bodyAt(403, machine.typed.delete('/organizations/{organization_id}/members/me', { path }));
    const { members } = await bodyAt(200, machine.typed.get('/organizations/{organization_id}/members', { path }));
    expect(members.map(({ user, kind, roles }) => [user.id, kind, ...roles])).toEqual([
      [organization.created_by.id, 'person', 'admin'],
      [account.id, 'service', 'admin'],
    ]);
    expect(await bodyAt(200, api.typed.delete(MEMBER, { path: { ...path, user_id: account.id } }))).toEqual({
      service_accounts: [],
      revoked_invitations: [],
    });
    await bodyAt(404, api.typed.delete(MEMBER, { path: { ...path, user_id: account.id } }));
    await bodyAt(401, machine.typed.get('/me'));
  });

  test('a person changes their name, and leaves an organization', async () => {
    const INVITATIONS = '/organizations/{organization_id}/invitations';
    const path = { organization_id: fixture.organization.id };
    const { secret } = revealed(
      await bodyAt(
        201,
        api.typed.post(INVITATIONS, { path, body: { email: 'leaving@example.org', roles: ['admin'] } }),
      ),
    );
    const { token, user } = await bodyAt(
      200,
      api.as().typed.post('/invitations/accept', { body: { secret, name: 'Grace' } }),
    );
    const person = api.as(token?.secret ?? '');
    const read = await person.typed.get('/me', {});
    const changed = await person.typed.patch('/me', {
      body: { name: 'Grace Hopper' },
      headers: { 'If-Match': read.headers.get('etag') ?? '' },
    });
    expect([changed.status, changed.body]).toMatchObject([
      200,
      { id: user.id, name: 'Grace Hopper', email_verified: false, revision: 2 },
    ]);
    expect(changed.headers.get('etag')).not.toBe(read.headers.get('etag'));
    await bodyAt(
      412,
      person.typed.patch('/me', { body: { name: 'Eve' }, headers: { 'If-Match': read.headers.get('etag') ?? '' } }),
    );
    await bodyAt(403, fixture.asAnnotator.typed.patch('/me', { body: { name: 'x' } }));
    const invitation = await bodyAt(
      201,
      person.typed.post(INVITATIONS, { path, body: { email: 'late@example.org', roles: [] } }),
    );
    const LEAVE = '/organizations/{organization_id}/members/me';
    expect(await bodyAt(200, person.typed.delete(LEAVE, { path }))).toEqual({
      service_accounts: [],
      revoked_invitations: [{ id: invitation.id }],
    });
    await bodyAt(404, person.typed.delete(LEAVE, { path }));
    await bodyAt(200, person.typed.get('/me', {}));
  });

  test('the last admin keeps the role, and a role is taken once', async () => {
    const BINDINGS = '/organizations/{organization_id}/role-bindings';
    const organization = await bodyAt(201, api.typed.post('/organizations', { body: { name: 'Alone' } }));
    const path = { organization_id: organization.id };
    const { role_bindings } = await bodyAt(200, api.typed.get(BINDINGS, { path }));
    const remove = (
      role_binding_id = '',
    ): ReturnType<typeof api.typed.delete<`${typeof BINDINGS}/{role_binding_id}`>> =>
      api.typed.delete(`${BINDINGS}/{role_binding_id}`, { path: { ...path, role_binding_id } });
    expect(await bodyAt(409, remove(role_bindings[0]?.id))).toMatchObject({ code: 'last_admin' });
    const { account } = await hire(api, organization.id);
    const binding = {
      path,
      body: { user_id: account.id, role: 'viewer', target: { type: 'organization', id: organization.id } },
    } as const;
    const made = await api.typed.post(BINDINGS, binding);
    if (made.status !== 201) throw new Error('It was not made.');
    expect(made.headers.get('location')).toBe(
      `/v1/organizations/${path.organization_id}/role-bindings/${made.body.id}`,
    );
    expect(await bodyAt(409, api.typed.post(BINDINGS, binding))).toMatchObject({ code: 'already_exists' });
    await bodyAt(200, remove(made.body.id));
    await bodyAt(404, remove(made.body.id));
  });

  test('a token says its secret once, and is worthless once it is revoked', async () => {
    const { organization_id } = fixture.params;
    const accounts = `/organizations/${organization_id}/service-accounts`;
    const account = await bodyOf(201, api.post<{ id: string }>(accounts, { name: 'machine', roles: ['viewer'] }));
    for (const path of ['/me/tokens', `${accounts}/${account.id}/tokens`]) {
      const made = await api.post<{ id: string; secret: string }>(path, {
        name: 'another',
        expires_at: '2099-01-01T00:00:00+02:00',
        permissions: ['me:read'],
      });
      expect([made.status, made.headers.get('location')]).toEqual([201, `/v1${path}/${made.body.id}`]);
      const { tokens } = await bodyOf(
        200,
        api.get<{ tokens: { id: string; expires_at: string }[] }>(`${path}?order=desc`),
      );
      expect(tokens[0]).toMatchObject({ id: made.body.id, expires_at: '2098-12-31T22:00:00.000Z' });
      expect(JSON.stringify(tokens)).not.toContain(made.body.secret);
      expect((await api.as(made.body.secret).get('/me')).status).toBe(200);
      expect((await api.delete(`${path}/${made.body.id}`)).status).toBe(204);
      expect((await api.as(made.body.secret).get('/me')).status).toBe(401);
      expect((await api.delete(`${path}/${made.body.id}`)).status).toBe(404);
    }
  });

  test('a guideline needs an annotation UI, and a claim a guideline', async () => {
    const project = await bodyAt(
      201,
      api.typed.post('/organizations/{organization_id}/projects', {
        path: { organization_id: fixture.organization.id },
        body: { name: 'Empty' },
      }),
    );
    const path = { project_id: project.id };
    expect(
      await bodyAt(409, api.typed.post('/projects/{project_id}/guidelines', { path, body: { text: 'x' } })),
    ).toMatchObject({ code: 'not_ready' });
    const refused = await api.client.post(CLAIM, { path }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(GoldsetError);
    expect(refused).toMatchObject({ status: 409, code: 'not_ready', errors: [] });
    expect(
      await bodyAt(409, api.typed.post('/projects/{project_id}/predictions', { path, body: { predictions: [] } })),
    ).toMatchObject({ code: 'not_ready' });
    await bodyAt(404, api.typed.get('/projects/{project_id}/guidelines/latest', { path }));
    await bodyAt(404, api.typed.get('/projects/{project_id}/annotation-uis/latest', { path }));
  });
});

/** The `ETag` of a thing at this revision, whatever else it holds. */
const tagAt = (revision: number): unknown => expect.stringMatching(new RegExp(`^"${revision}\\.[\\w-]{16}"$`));

describe('changing', () => {
  test('a thing says its ETag, and only who names it changes it', async () => {
    const { url: path } = await workplace(1);
    const organization = await api.post<{ id: string }>('/organizations', { name: 'Renamed' });
    const [item] = (await bodyOf(200, api.get<{ items: Item[] }>(`${path}/items`))).items;
    for (const [url, one, other] of [
      [`/organizations/${organization.body.id}`, { name: 'First' }, { name: 'Second' }],
      [path, { name: 'First' }, { max_claimed: 7, show_predictions: true }],
      [`${path}/items/${item?.id}`, { priority: 1 }, { metadata: { a: 1 } }],
    ] as const) {
      const read = await api.get<{ revision: number }>(url);
      expect([read.headers.get('etag'), read.body.revision]).toEqual([tagAt(1), 1]);
      const changed = await api.patch<{ revision: number }>(url, one, read.headers.get('etag') ?? '');
      expect([changed.status, changed.headers.get('etag'), changed.body]).toEqual([
        200,
        tagAt(2),
        expect.objectContaining({ ...one, revision: 2 }),
      ]);
      const stale = await api.patch<ProblemBody>(url, other, read.headers.get('etag') ?? '');
      expect([stale.status, stale.body.code, stale.headers.get('etag')]).toEqual([412, 'stale', '"2"']);
      expect((await api.get(url)).body).toEqual(changed.body);
      for (const tag of ['*', '"1", W/"9" ,, "3"', '"3.another-hash-xyz"', undefined]) {
        const again = await api.patch(url, other, tag);
        expect([again.status, again.headers.get('etag'), again.body]).toEqual([
          200,
          tagAt(3),
          expect.objectContaining(other),
        ]);
      }
      const same = await api.patch(url, {});
      expect([same.status, same.headers.get('etag')]).toEqual([200, (await api.get(url)).headers.get('etag')]);
      const none = await api.request('PATCH', url);
      expect([none.status, none.body]).toEqual([200, same.body]);
    }
    expect([organization.headers.get('etag'), (await api.get('/me')).headers.get('etag')]).toEqual([
      tagAt(1),
      tagAt(1),
    ]);
  });

  test('of two changes at once of what both have read, one is made', async () => {
    const { url: path } = await workplace(1);
    const [item] = (await bodyOf(200, api.get<{ items: Item[] }>(`${path}/items`))).items;
    for (const url of [
      path,
      `${path}/items/${item?.id}`,
      `/organizations/${(await bodyOf(201, api.post<{ id: string }>('/organizations', { name: 'x' }))).id}`,
    ]) {
      const body = (n: number): object => (url.includes('items') ? { metadata: { n } } : { name: `${n}` });
      const answers = await Promise.all([1, 2, 3, 4].map((n) => api.patch(url, body(n), '"1"')));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412]);
    }
  });

  test('what was never changed is deleted under "1" or *', async () => {
    for (const tag of ['"1"', '*', '"7","1"']) {
      const token = await api.post<{ id: string }>('/me/tokens', { name: 'x' });
      expect(token.headers.get('etag')).toEqual(tagAt(1));
      expect((await api.delete<ProblemBody>(`/me/tokens/${token.body.id}`, '"2"')).status).toBe(412);
      expect([
        (await api.delete(`/me/tokens/${token.body.id}`, tag)).status,
        (await api.delete(`/me/tokens/${token.body.id}`, tag)).status,
      ]).toEqual([204, 404]);
    }
  });

  test('the ETag of what changes without a revision is another one with each change', async () => {
    const { url: path, worker, claim } = await workplace(2);
    const before = (await api.get(`${path}/progress`)).headers.get('etag');
    const task = await claim();
    const tags = [
      before,
      (await api.get(`${path}/progress`)).headers.get('etag'),
      (await api.get(`${path}/tasks/${task.id}`)).headers.get('etag'),
    ];
    await bodyOf(200, worker.post(`${path}/tasks/${task.id}/release`));
    tags.push((await api.get(`${path}/tasks/${task.id}`)).headers.get('etag'));
    expect(new Set(tags).size).toBe(4);
    expect((await api.get(`${path}/guidelines/latest`)).headers.get('etag')).toEqual(tagAt(1));
    await bodyOf(201, api.post(`${path}/guidelines`, { text: 'x' }));
    expect((await api.get(`${path}/guidelines/latest`)).headers.get('etag')).toEqual(tagAt(2));
    expect((await api.get(`${path}/guidelines/2`)).headers.get('etag')).toEqual(tagAt(1));
    expect((await api.get(`${path}/annotation-uis/latest`)).headers.get('etag')).toEqual(tagAt(1));
    const newer = await bodyOf(201, api.post(`${path}/annotation-uis`, SENTIMENT));
    const latest = await api.get(`${path}/annotation-uis/latest`);
    expect([latest.headers.get('etag'), latest.body]).toEqual([tagAt(2), newer]);
  });

  test('an item keeps its data and its places while something hangs on it', async () => {
    const { url: path, claim } = await workplace(1);
    const { item } = await claim();
    expect(await bodyOf(409, api.patch<ProblemBody>(`${path}/items/${item.id}`, { data: {} }))).toMatchObject({
      code: 'in_use',
    });
    await bodyOf(200, api.patch(path, { overlap: 3, apply_to_items: true }));
    expect(await bodyOf(200, api.get(`${path}/items/${item.id}`))).toMatchObject({
      overlap: 3,
      revision: 2,
      state: 'open',
    });
    await claim(api);
    expect(await bodyOf(409, api.patch<ProblemBody>(`${path}/items/${item.id}`, { overlap: 1 }))).toMatchObject({
      code: 'in_use',
      detail: expect.stringContaining('release'),
    });
    expect(await bodyOf(200, api.patch(`${path}/items/${item.id}`, { overlap: 2 }))).toMatchObject({
      overlap: 2,
      state: 'claimed',
    });
  });

  test('an archived project answers what it can, and refuses the rest', async () => {
    const { url: path, worker, claim } = await workplace(2);
    const [task, other] = [await claim(), await claim()];
    expect(await bodyOf(200, api.patch(path, { state: 'archived' }))).toMatchObject({ state: 'archived', revision: 2 });
    const NDJSON = { headers: { 'Content-Type': 'application/x-ndjson' }, body: '{"data":{}}' };
    for (const refused of [
      api.patch<ProblemBody>(path, { name: 'x' }),
      api.patch<ProblemBody>(`${path}/items/${task.item.id}`, { priority: 1 }),
      api.delete<ProblemBody>(`${path}/items/${task.item.id}`),
      api.post<ProblemBody>(`${path}/items/${task.item.id}/restore`),
      api.patch<ProblemBody>(`${path}/annotations/${task.id}`, { value: {} }),
      api.delete<ProblemBody>(`${path}/annotations/${task.id}`),
      api.post<ProblemBody>(`${path}/annotations/${task.id}/restore`),
      api.post<ProblemBody>(`${path}/annotations/delete`, { filter: { source: 'task' }, expected_count: 0 }),
      api.delete<ProblemBody>(`${path}/predictions/${task.id}`),
      api.post<ProblemBody>(`${path}/predictions/${task.id}/restore`),
      api.post<ProblemBody>(`${path}/predictions/delete`, { filter: { model: 'm' }, expected_count: 0 }),
      api.post<ProblemBody>(`${path}/annotations/import`, { annotations: [] }),
      api.post<ProblemBody>(`${path}/predictions`, { predictions: [] }),
      api.post<ProblemBody>(`${path}/annotation-uis`, SENTIMENT),
      api.post<ProblemBody>(`${path}/guidelines`, { text: 'x' }),
      api.post<ProblemBody>(`${path}/items`, { items: [] }),
      api.request<ProblemBody>('POST', `${path}/items`, NDJSON),
    ]) {
      expect(await bodyOf(409, refused)).toMatchObject({ code: 'archived' });
    }
    expect(await bodyOf(200, worker.post(`${path}/tasks/claim`))).toMatchObject({ tasks: [], reason: 'archived' });
    await bodyOf(200, worker.post(`${path}/tasks/${task.id}/submit`, { value: { sentiment: 'positive' } }));
    await bodyOf(200, worker.post(`${path}/tasks/${other.id}/renew`));
    await bodyOf(200, worker.post(`${path}/tasks/${other.id}/release`));
    expect((await api.request('GET', `${path}/export`)).status).toBe(200);
    expect(await bodyOf(200, api.patch(path, { state: 'active' }))).toMatchObject({ state: 'active', revision: 3 });
    expect((await claim(api)).item.id).toBe(other.item.id);
  });
});

describe('filters of items', () => {
  test('fit all that is given, and stay in the URLs of the list', async () => {
    const { url: path } = await workplace(0);
    const metadata = (n: number): object => ({ n, 'a.b': `x ${n % 2}`, 'ä=&': n % 3 === 0 });
    await bodyOf(
      200,
      api.post(`${path}/items`, {
        items: Array.from({ length: 9 }, (_, n) => ({ external_id: `item/${n}`, data: {}, metadata: metadata(n) })),
      }),
    );
    const walk = async (query: string): Promise<readonly (string | null)[]> => {
      const names: (string | null)[] = [];
      for (let url: string | null = `${path}/items?per_page=2&${query}`; url !== null;) {
        const list: { items: Item[]; pagination: { next: string | null } } = await bodyOf(200, api.get(url));
        names.push(...list.items.map(({ external_id }) => external_id));
        url = list.pagination.next;
      }
      return names;
    };
    expect(await walk('metadata.n=4')).toEqual(['item/4']);
    expect(await walk('metadata.a.b=x%201&order=desc')).toEqual(['item/7', 'item/5', 'item/3', 'item/1']);
    expect(await walk(`${encodeURIComponent('metadata.ä=&')}=true&metadata.a.b=x+0`)).toEqual(['item/0', 'item/6']);
    expect(await walk('external_id=item%2F3&state=open')).toEqual(['item/3']);
    expect(await walk('state=complete')).toEqual([]);
    const first = await bodyOf(
      200,
      api.get<{ pagination: { next: string } }>(`${path}/items?per_page=2&metadata.a.b=x+0&state=open`),
    );
    const { searchParams } = new URL(first.pagination.next, 'http://localhost');
    // In another order the filters are the same; with others, the cursor belongs to another list.
    const cursor = searchParams.get('cursor') ?? '';
    expect((await api.get(`${path}/items?per_page=2&state=open&metadata.a.b=x+0&cursor=${cursor}`)).status).toBe(200);
    for (const query of ['', '&state=open', '&state=open&metadata.a.b=x+1', '&state=open&metadata.a=x+0']) {
      expect(
        await bodyOf(400, api.get<ProblemBody>(`${path}/items?per_page=2${query}&cursor=${cursor}`)),
      ).toMatchObject({ code: 'malformed_cursor' });
    }
  });

  test('of a time take any offset', async () => {
    const now = await startTestApp();
    const organization = await bodyOf(201, now.api.post<{ id: string }>('/organizations', { name: 'x' }));
    const path = `/projects/${(await newProject(now.api, organization.id, 3)).id}/items`;
    const { items } = await bodyOf(200, now.api.get<{ items: Item[] }>(path));
    const made = Date.parse(items[0]?.created_at ?? '');
    const count = async (query: string): Promise<number> =>
      (await bodyOf(200, now.api.get<{ items: Item[] }>(`${path}?${query}`))).items.length;
    const inIndia = new Date(made - 1 + 5.5 * 3_600_000).toISOString().replace('Z', '%2B05:30');
    expect([await count(`created_after=${inIndia}`), await count(`created_before=${inIndia}`)]).toEqual([3, 0]);
    expect([
      await count(`created_after=${items[0]?.created_at}`),
      await count(`created_before=${new Date(made + 1).toISOString()}`),
    ]).toEqual([0, 3]);
    await now.close();
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
      const listed = async (
        deleted: boolean,
      ): Promise<readonly { readonly id: string; readonly deleted_at: string | null }[]> =>
        (
          await bodyOf(
            200,
            api.get<Record<string, { id: string; deleted_at: string | null }[]>>(
              `${list}?deleted=${deleted}&per_page=200`,
            ),
          )
        )[plural] ?? [];
      const before = (await api.get(path)).body;
      expect([(await api.delete(path)).status, (await api.delete(path)).status, (await api.get(path)).status]).toEqual([
        204, 404, 404,
      ]);
      expect((await listed(true)).filter(({ id }) => id === thing?.id)).toMatchObject([
        { deleted_at: new Date(time).toISOString() },
      ]);
      expect((await listed(false)).some(({ id }) => id === thing?.id)).toBe(false);
      for (let turn = 0; turn < 2; turn += 1) expect(await bodyOf(200, api.post(`${path}/restore`))).toEqual(before);
      expect((await listed(true)).some(({ id }) => id === thing?.id)).toBe(false);
    }
    expect((await api.get<ProblemBody>(`/projects/${project.id}/items?deleted=yes`)).body).toMatchObject({
      code: 'invalid',
      errors: [{ pointer: '/deleted' }],
    });
  });

  test('an answer and a prediction are gone at once, listed as deleted, and come back', async () => {
    const { url: path, worker, claim } = await workplace(2);
    const task = await claim();
    const annotation = await bodyOf(
      200,
      worker.post<Annotation>(`${path}/tasks/${task.id}/submit`, { value: { sentiment: 'positive' } }),
    );
    const prediction = { item_id: task.item.id, model: 'small', model_version: '1', value: { sentiment: 'positive' } };
    await bodyOf(200, api.post(`${path}/predictions`, { predictions: [prediction] }));
    const made = (await bodyOf(200, api.get<{ predictions: Prediction[] }>(`${path}/predictions`))).predictions[0];
    for (const [list, plural, thing, back] of [
      [`${path}/annotations`, 'annotations', annotation, { ...annotation, task_id: null }],
      [`${path}/predictions`, 'predictions', made, made],
    ] as const) {
      const at = `${list}/${thing?.id}`;
      const listed = async (query: string): Promise<readonly unknown[]> =>
        (await bodyOf(200, api.get<Record<string, readonly unknown[]>>(`${list}${query}`)))[plural] ?? [];
      const stale = await api.request<ProblemBody>('DELETE', at, { headers: { 'If-Match': '"9"' } });
      expect([stale.status, stale.headers.get('etag')]).toEqual([412, '"1"']);
      expect([(await api.delete(at)).status, (await api.delete(at)).status]).toEqual([204, 404]);
      expect(await listed('?deleted=true')).toEqual([{ ...thing, deleted_at: new Date(time).toISOString() }]);
      expect(await listed('?deleted=false')).toEqual([]);
      expect(await bodyOf(422, api.get<ProblemBody>(`${list}?deleted=true&item_id=${task.item.id}`))).toMatchObject({
        errors: [{ pointer: '/deleted', code: 'option' }],
      });
      for (let turn = 0; turn < 2; turn += 1) expect(await bodyOf(200, api.post(`${at}/restore`))).toEqual(back);
      expect([await listed('?deleted=true'), await listed('')]).toEqual([[], [back]]);
    }
    expect(
      await bodyOf(
        409,
        worker.post<ProblemBody>(`${path}/tasks/${task.id}/submit`, { value: { sentiment: 'positive' } }),
      ),
    ).toMatchObject({ code: 'lease_lost' });
    // The same prediction again, and the item in other hands of the same annotator.
    const [answer, other] = [`${path}/annotations/${annotation.id}`, `${path}/predictions/${made?.id}`];
    for (const at of [answer, other]) await bodyOf(204, api.delete(at));
    await bodyOf(200, api.post(`${path}/predictions`, { predictions: [prediction] }));
    await bodyOf(200, worker.post(`${path}/tasks/claim`, { item_id: task.item.id }));
    for (const at of [answer, other])
      expect(await bodyOf(409, api.post<ProblemBody>(`${at}/restore`))).toMatchObject({
        code: 'already_exists',
        detail: expect.stringContaining('restore this one'),
      });
    const again = (await bodyOf(200, worker.get<{ tasks: Task[] }>(`${path}/tasks?state=claimed`))).tasks[0];
    await bodyOf(200, worker.post(`${path}/tasks/${again?.id}/release`));
    await bodyOf(200, api.patch(`${path}/items/${task.item.id}`, { data: { text: 'another' } }));
    expect(await bodyOf(409, api.post<ProblemBody>(`${answer}/restore`))).toMatchObject({ code: 'in_use' });
  });

  test('answers and predictions that fit a filter are deleted, where they are as many as expected', async () => {
    const { url: path } = await workplace(4);
    const annotations = [0, 1, 2].map((n) => ({
      external_id: `sentence-${n}`,
      annotator: 'w1',
      value: { sentiment: 'positive' },
    }));
    const predictions = [0, 1, 2].map((n) => ({
      external_id: `sentence-${n}`,
      model: 'small',
      model_version: '1',
      value: { sentiment: 'positive' },
    }));
    await bodyOf(200, api.post(`${path}/annotations/import`, { annotations }));
    await bodyOf(200, api.post(`${path}/predictions`, { predictions }));
    for (const [at, filter] of [
      [`${path}/annotations/delete`, { source: 'import', item_state: null }],
      [`${path}/predictions/delete`, { model: 'small', model_version: '1' }],
    ] as const) {
      const refused = await bodyOf(409, api.post<ProblemBody & { count: number }>(at, { filter, expected_count: 2 }));
      expect(refused).toMatchObject({
        code: 'unexpected_count',
        count: 3,
        detail: expect.stringContaining('`expected_count` 3'),
      });
      for (const [body, pointer, code] of [
        [{ filter: {}, expected_count: 3 }, '/filter', 'required'],
        [{ filter: { item_id: null }, expected_count: 3 }, '/filter', 'required'],
        [{ filter: { item: 'x' }, expected_count: 3 }, '/filter/item', 'unknown_field'],
        [{ filter }, '/expected_count', 'required'],
        [{ filter, expected_count: -1 }, '/expected_count', 'range'],
        [{ expected_count: 3 }, '/filter', 'required'],
      ] as const) {
        expect((await bodyOf(422, api.post<ProblemBody>(at, body))).errors).toMatchObject([{ pointer, code }]);
      }
      expect(await bodyOf(200, api.post(at, { filter, expected_count: 3 }))).toEqual({ deleted: 3, remaining: 0 });
      expect(await bodyOf(200, api.post(at, { filter, expected_count: 0 }))).toEqual({ deleted: 0, remaining: 0 });
    }
    expect(await bodyOf(200, api.get(`${path}/progress`))).toMatchObject({ items: { open: 4, complete: 0 } });
  });

  test('which list it is belongs to the cursor', async () => {
    const path = `/projects/${(await newProject(api, fixture.organization.id, 6)).id}/items`;
    const { items } = await bodyOf(200, api.get<{ items: Item[] }>(path));
    for (const { id } of items.slice(0, 3)) await api.delete(`${path}/${id}`);
    const seen: string[] = [];
    for (let url: string | null = `${path}?deleted=true&per_page=2`; url !== null;) {
      const list: { items: Item[]; pagination: { next: string | null } } = await bodyOf(200, api.get(url));
      seen.push(...list.items.map(({ id }) => id));
      if (list.pagination.next !== null) {
        const cursor = new URL(list.pagination.next, 'http://localhost').searchParams.get('cursor') ?? '';
        expect(await bodyOf(400, api.get<ProblemBody>(`${path}?cursor=${cursor}`))).toMatchObject({
          code: 'malformed_cursor',
        });
      }
      url = list.pagination.next;
    }
    expect(seen).toEqual(items.slice(0, 3).map(({ id }) => id));
  });

  test('a service account is deleted once, with its tokens', async () => {
    const { account, api: machine } = await hire(api, fixture.organization.id, 'annotator');
    const path = `/organizations/${fixture.organization.id}/service-accounts/${account.id}`;
    expect([
      (await api.delete(path)).status,
      (await api.delete(path)).status,
      (await machine.get('/me')).status,
    ]).toEqual([204, 404, 401]);
  });

  test('a token says when it was used last, once that is written down', async () => {
    const { api: machine, account, token } = await hire(api, fixture.organization.id, 'viewer');
    const path = `/organizations/${fixture.organization.id}/service-accounts/${account.id}/tokens`;
    const lastUsed = async (): Promise<string | null | undefined> =>
      (await bodyOf(200, api.get<{ tokens: { id: string; last_used_at: string | null }[] }>(path))).tokens.find(
        ({ id }) => id === token.id,
      )?.last_used_at;
    await machine.get('/me');
    expect(await lastUsed()).toBeNull();
    await app.application.writeTokenUses();
    expect(await lastUsed()).toBe(new Date(time).toISOString());
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
    for (const action of ['renew', 'skip'] as const)
      expect(await bodyAt(409, typed.post(`${TASK}/${action}`, first))).toMatchObject({ code: 'lease_lost' });
    expect(await bodyAt(409, typed.post(`${TASK}/release`, second))).toMatchObject({ code: 'lease_lost' });
    expect(
      await bodyAt(409, typed.post(`${TASK}/submit`, { ...first, body: { value: { sentiment: 'positive' } } })),
    ).toMatchObject({ code: 'lease_lost' });
  });

  test('are submitted once; the same answer again is the same annotation', async () => {
    const { path, worker, claim } = await workplace(1);
    const { typed } = worker;
    const task = { path: { ...path, task_id: (await claim()).id } };
    const annotation = await bodyAt(
      200,
      typed.post(`${TASK}/submit`, { ...task, body: { value: { sentiment: 'positive' } } }),
    );
    expect(
      await bodyAt(200, typed.post(`${TASK}/submit`, { ...task, body: { value: { sentiment: 'positive' } } })),
    ).toEqual(annotation);
    expect(
      await bodyAt(409, typed.post(`${TASK}/submit`, { ...task, body: { value: { sentiment: 'negative' } } })),
    ).toMatchObject({ code: 'already_submitted' });
    for (const action of ['renew', 'release', 'skip'] as const)
      expect(await bodyAt(409, typed.post(`${TASK}/${action}`, task))).toMatchObject({ code: 'already_submitted' });
  });

  test('of one item, or from anywhere, are claimed where that is asked for', async () => {
    const { url: path, worker } = await workplace(3);
    const { items } = await bodyOf(200, api.get<{ items: Item[] }>(`${path}/items`));
    const item_id = items[2]?.id;
    const claim = (by: Api, request: object) => by.post<Claim>(`${path}/tasks/claim`, request);
    expect((await bodyOf(200, claim(worker, { item_id }))).tasks.map(({ item }) => item.id)).toEqual([item_id]);
    expect(await bodyOf(200, claim(worker, { item_id, count: 1 }))).toMatchObject({
      tasks: [],
      reason: 'exhausted',
      retry_after: null,
    });
    const leased = await claim(api, { item_id });
    expect([leased.body.reason, leased.headers.get('retry-after')]).toEqual(['leased', '10']);
    expect(
      (await bodyOf(200, claim(worker, { strategy: 'random', count: 5 }))).tasks
        .map(({ item }) => item.external_id)
        .toSorted(),
    ).toEqual(['sentence-0', 'sentence-1']);
    const open = await bodyOf(200, worker.get<{ tasks: Task[] }>(`${path}/tasks?state=claimed&per_page=200`));
    expect(open.tasks.length).toBe(3);
    const { annotators } = await bodyOf(
      200,
      api.get<{ annotators: { tasks: { claimed: number }; annotations: number }[] }>(`${path}/progress/annotators`),
    );
    expect(annotators).toMatchObject([{ tasks: { claimed: 3 }, annotations: 0 }]);
  });

  test('that others hold are worth asking for again when the first lease ends', async () => {
    const { path, worker, claim } = await workplace(1);
    await claim(api);
    time += 3_500;
    const empty = await worker.typed.post(CLAIM, { path });
    expect([empty.status, empty.headers.get('retry-after'), empty.body]).toEqual([
      200,
      '7',
      expect.objectContaining({ reason: 'leased', retry_after: 7 }),
    ]);
    time += 7_000;
    expect((await claim()).item.external_id).toBe('sentence-0');
  });
});

describe('annotations', () => {
  const negative = { value: { sentiment: 'negative' } };

  test('are revised, and every revision is kept', async () => {
    const { url: path, worker, claim } = await workplace(1);
    const { id } = await claim();
    const annotation = await bodyOf(
      200,
      worker.post<Annotation>(`${path}/tasks/${id}/submit`, { value: { sentiment: 'positive' } }),
    );
    const at = `${path}/annotations/${annotation.id}`;
    time += 1_000;
    const revised = await bodyOf(200, worker.patch<Annotation>(at, negative));
    expect(revised).toEqual({ ...annotation, ...negative, revision: 2, updated_at: new Date(time).toISOString() });
    time += 1_000;
    expect(await bodyOf(200, worker.patch<Annotation>(at, negative))).toEqual(revised);
    expect(await bodyOf(200, worker.get<Annotation>(at))).toEqual(revised);
    expect(
      await bodyOf(200, worker.post<Annotation>(`${path}/tasks/${id}/submit`, { value: { sentiment: 'positive' } })),
    ).toEqual(annotation);
    const first = await bodyOf(
      200,
      worker.get<{ revisions: AnnotationRevision[]; pagination: { next: string } }>(`${at}/revisions?per_page=1`),
    );
    const second = await bodyOf(
      200,
      worker.get<{ revisions: AnnotationRevision[]; pagination: { next: null } }>(first.pagination.next),
    );
    const { annotator: author } = annotation;
    expect([...first.revisions, ...second.revisions]).toEqual([
      { revision: 1, value: { sentiment: 'positive' }, author, source: 'task', created_at: annotation.created_at },
      { revision: 2, ...negative, author, source: 'task', created_at: revised.updated_at },
    ]);
    expect(second.pagination.next).toBe(null);
    expect((await api.patch(at, negative)).status).toBe(403);
  });

  test('are listed by what they are of, and the filters are in the URLs of the list, and of its cursors', async () => {
    const { url: path, worker, claim } = await workplace(3);
    const made: Annotation[] = [];
    for (let n = 0; n < 3; n += 1)
      made.push(
        await bodyOf(
          200,
          worker.post<Annotation>(`${path}/tasks/${(await claim()).id}/submit`, { value: { sentiment: 'positive' } }),
        ),
      );
    const since = new Date(time).toISOString().replace('.000Z', '%2B00:00');
    time += 1_000;
    for (const { id } of made.slice(0, 2)) await bodyOf(200, worker.patch(`${path}/annotations/${id}`, negative));
    const seen: string[] = [];
    let next: string | null = null;
    for (
      let url: string | null =
        `${path}/annotations?changed_since=${since}&annotator_id=${made[0]?.annotator.id}&per_page=1`;
      url !== null;
    ) {
      const list: { annotations: Annotation[]; pagination: { next: string | null } } = await bodyOf(
        200,
        worker.get(url),
      );
      seen.push(...list.annotations.map(({ id }) => id));
      next ??= list.pagination.next;
      url = list.pagination.next;
    }
    expect(seen).toEqual(made.slice(0, 2).map(({ id }) => id));
    const { searchParams } = new URL(next ?? '', 'http://localhost');
    for (const name of ['changed_since', 'annotator_id']) {
      const others = new URLSearchParams([...searchParams].filter(([key]) => key !== name));
      expect(await bodyOf(400, worker.get<ProblemBody>(`${path}/annotations?${others}`))).toMatchObject({
        code: 'malformed_cursor',
      });
    }
  });

  test('are imported as NDJSON and as JSON, once', async () => {
    const { url: path } = await workplace(2);
    const annotations = ['w1', 'first@example.org', 'w1'].map((annotator, n) => ({
      external_id: `sentence-${n >> 1}`,
      annotator,
      value: { sentiment: 'positive' },
      created_at: '2025-12-24T18:00:00+01:00',
    }));
    const made = { created: 3, updated: 0, unchanged: 0, rejected: 0, errors: [] };
    const ndjson = {
      headers: { 'Content-Type': 'application/x-ndjson' },
      body: annotations.map((line) => JSON.stringify(line)).join('\n'),
    };
    expect(await bodyOf(200, api.request<ImportResult>('POST', `${path}/annotations/import`, ndjson))).toEqual(made);
    expect(await bodyOf(200, api.post<ImportResult>(`${path}/annotations/import`, { annotations }))).toEqual({
      ...made,
      created: 0,
      unchanged: 3,
    });
    const other = annotations.map((line) => ({ ...line, ...negative }));
    const refused = await bodyOf(200, api.post<ImportResult>(`${path}/annotations/import`, { annotations: other }));
    expect([refused.rejected, refused.errors.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`)]).toEqual([
      3,
      [1, 2, 3].map((line) => `${line} /annotator already_exists`),
    ]);
    expect(
      await bodyOf(422, api.post<ProblemBody>(`${path}/annotations/import?on_error=abort`, { annotations: other })),
    ).toMatchObject({ code: 'invalid' });
    expect(
      await bodyOf(
        200,
        api.post<ImportResult>(`${path}/annotations/import?on_conflict=update`, { annotations: other }),
      ),
    ).toEqual({ ...made, created: 0, updated: 3 });
    const list = await bodyOf(200, api.get<{ annotations: Annotation[] }>(`${path}/annotations`));
    expect(
      list.annotations.map(({ annotator, revision, source, task_id, created_at }) => [
        annotator.name,
        revision,
        source,
        task_id,
        created_at,
      ]),
    ).toEqual(
      annotations.map(({ annotator }) => [
        annotator.replace('@example.org', ''),
        2,
        'import',
        null,
        '2025-12-24T17:00:00.000Z',
      ]),
    );
    expect(list.annotations[1]?.annotator.id).toBe(fixture.organization.created_by.id);
    const project = await bodyOf(
      201,
      api.post<{ id: string }>(`/organizations/${fixture.organization.id}/projects`, { name: 'Empty' }),
    );
    expect(
      await bodyOf(409, api.post<ProblemBody>(`/projects/${project.id}/annotations/import`, { annotations })),
    ).toMatchObject({ code: 'not_ready' });
  });
});

describe('external users', () => {
  test('are listed, and linked to people for good', async () => {
    const organization = await bodyOf(201, api.post<Organization>('/organizations', { name: 'With names' }));
    const project = await newProject(api, organization.id, 2);
    const externals = `/organizations/${organization.id}/external-users`;
    const annotations = [
      { external_id: 'sentence-0', annotator: 'w1', source: 'tool', value: { sentiment: 'positive' } },
    ];
    await bodyOf(200, api.post(`/projects/${project.id}/annotations/import`, { annotations }));
    const { external_users } = await bodyOf(200, api.get<{ external_users: ExternalUser[] }>(externals));
    const [external] = external_users;
    expect(external_users).toMatchObject([{ name: 'w1', source: 'tool', answers: 1, link: null }]);
    const user_id = organization.created_by.id;
    const path = `${externals}/${external?.id}/link`;
    const moves = { moved: 1, merged: 0, reopened: 0, released: 0 };
    expect(await bodyOf(200, api.post<LinkedExternalUser>(`${path}?dry_run=true`, { user_id }))).toEqual({
      ...moves,
      external_user: external,
    });
    expect(await bodyOf(422, api.post<ProblemBody>(path, { user_id: external?.id }))).toMatchObject({
      code: 'invalid',
      errors: [{ pointer: '/user_id', code: 'not_found' }],
    });
    expect(await bodyOf(200, api.post<LinkedExternalUser>(path, { user_id }))).toMatchObject({
      ...moves,
      external_user: { link: { user: { id: user_id }, remaining: 1, is_complete: false } },
    });
    expect(await bodyOf(200, api.get(externals))).toMatchObject({
      external_users: [{ answers: 0, link: { user: { id: user_id }, moved: 1, remaining: 0, is_complete: true } }],
    });
    expect(await bodyOf(200, api.post(`/projects/${project.id}/annotations/import`, { annotations }))).toMatchObject({
      unchanged: 1,
    });
    expect(await bodyOf(409, api.post<ProblemBody>(path, { user_id: external?.id }))).toMatchObject({
      code: 'already_exists',
    });
  });
});
