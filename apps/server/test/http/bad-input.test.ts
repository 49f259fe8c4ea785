import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Annotation, Claim, Control, ImportResult, Organization, Progress, Project, Task } from '@goldset/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../../../test/same-seed.ts';
import type { Api, ProblemBody, RequestParts } from './client.ts';
import { operationsOf, readContract } from './contract.ts';
import { bodyOf, hire, newFixture, newProject, SENTIMENT } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { startTestApp } from './server.ts';
import type { TestApp } from './server.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const NDJSON_TYPE = { 'Content-Type': 'application/x-ndjson' };
const UNKNOWN = '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55';
const MEBIBYTE = 1024 * 1024;

const LABELS = { labels: ['A', 'B'] };
const OPTIONS = { options: ['a', 'b', 'c'] };

/** Controls that are refused, and where. */
const CONTROL_FAULTS: readonly (readonly [object, ...string[]])[] = [
  [{ kind: 'choices', ...OPTIONS, min: 2, max: 1 }, '/max range'],
  [{ kind: 'choices', ...OPTIONS, min: 4 }, '/min range'],
  [{ kind: 'choices', ...OPTIONS, max: 4 }, '/max range'],
  [{ kind: 'rating', min: 2, max: 1 }, '/max range'],
  [{ kind: 'rating', step: 0 }, '/step range'],
  [{ kind: 'rating', step: 3 }, '/step range'],
  [{ kind: 'rating', min: 0, max: 1, step: 0.0005 }, '/step range', '/step range'],
  [{ kind: 'number', min: 1, max: 0.5 }, '/max range'],
  [{ kind: 'number', min: '1' }, '/min type'],
  [{ kind: 'text', max_length: 0 }, '/max_length range'],
  [{ kind: 'text', max_length: 65_537 }, '/max_length range'],
  [{ kind: 'spans', labels: [] }, '/labels length'],
  [{ kind: 'spans', ...LABELS, allow_overlap: 1 }, '/allow_overlap type'],
  [{ kind: 'boxes' }, '/labels required'],
  [{ kind: 'polygons', labels: ['A', 'A'] }, '/labels/1 duplicate'],
  [{ kind: 'ranking', options: ['a', ''] }, '/options/1 length'],
];

const BOX = { x: 0, y: 0, width: 0.5, height: 0.5, label: 'A' };
const POINTS = [
  [0, 0],
  [1, 0],
  [0, 1],
];

/** For each kind of control, its options, an answer that fits an item whose `text` is `𝄞bc`, and answers that are refused, and where. */
const ANSWER_FAULTS: Readonly<
  Record<
    Control['kind'],
    { readonly options: object; readonly fits: unknown; readonly refused: readonly (readonly [unknown, ...string[]])[] }
  >
> = {
  choice: {
    options: OPTIONS,
    fits: 'a',
    refused: [
      ['z', ' option'],
      [null, ' type'],
    ],
  },
  choices: {
    options: { ...OPTIONS, min: 1, max: 2 },
    fits: ['a', 'b'],
    refused: [
      [[], ' length'],
      [['a', 'b', 'c'], ' length'],
      [['a', 'a'], '/1 duplicate'],
      [['a', 'z'], '/1 option'],
      [[1], '/0 type'],
      ['a', ' type'],
    ],
  },
  rating: {
    options: { min: 0, max: 1, step: 0.1 },
    fits: 0.3,
    refused: [
      [1.1, ' range'],
      [0.25, ' range'],
      ['1', ' type'],
      [[1], ' type'],
    ],
  },
  number: {
    options: { min: 0, max: 10 },
    fits: 1e-7,
    refused: [
      [-1, ' range'],
      [10.5, ' range'],
      ['1', ' type'],
      [true, ' type'],
    ],
  },
  text: {
    options: { max_length: 2 },
    fits: '𝄞𝄞',
    refused: [
      ['abc', ' length'],
      ['𝄞𝄞𝄞', ' length'],
      [7, ' type'],
      ['\0', ' encoding'],
    ],
  },
  spans: {
    options: LABELS,
    fits: [
      { start: 0, end: 2, label: 'B' },
      { start: 2, end: 3, label: 'A' },
    ],
    refused: [
      [[{ start: 0, end: 4, label: 'A' }], '/0/end range'],
      [
        [
          { start: 1, end: 1, label: 'C' },
          { start: -1, end: 1, label: 'A' },
        ],
        '/0/label option',
        '/1/start range',
      ],
      [
        [
          { start: 0, end: 2, label: 'A' },
          { start: 1, end: 3, label: 'A' },
        ],
        '/1 range',
      ],
      [
        [
          { start: 0, end: 2 },
          { start: 0, end: 2, label: 'A', text: 'x' },
        ],
        '/0/label required',
        '/1/text unknown_field',
      ],
      [
        [
          { start: 0, end: 1, label: 'A' },
          { label: 'A', end: 1, start: 0 },
        ],
        '/1 duplicate',
      ],
      [{}, ' type'],
    ],
  },
  boxes: {
    options: LABELS,
    fits: [BOX, { ...BOX, x: 0.5 }],
    refused: [
      [[BOX, { ...BOX, x: 0.6 }], '/1/width range'],
      [[{ ...BOX, width: 0, height: 2 }], '/0/width range', '/0/height range'],
      [[BOX, BOX], '/1 duplicate'],
      [[[0, 0, 1, 1]], '/0 type'],
    ],
  },
  polygons: {
    options: LABELS,
    fits: [{ points: POINTS, label: 'A' }],
    refused: [
      [[{ points: POINTS.slice(1), label: 'A' }], '/0/points length'],
      [[{ points: [...POINTS, [0.5, 1.5]], label: 'C' }], '/0/points/3/1 range', '/0/label option'],
      [[{ points: [...POINTS, [1]], label: 'A' }], '/0/points/3 length'],
    ],
  },
  ranking: {
    options: OPTIONS,
    fits: ['c', 'a', 'b'],
    refused: [
      [['a', 'b'], ' length'],
      [['a', 'b', 'b'], '/2 duplicate'],
      [['a', 'b', 'z'], '/2 option'],
      [{ a: 1 }, ' type'],
    ],
  },
};

let app: TestApp;
let api: Api;
let fixture: Fixture;
/** A task that the first user holds. */
let task: Task;
let submitPath: string;

beforeAll(async () => {
  app = await startTestApp();
  ({ api } = app);
  fixture = await newFixture(api);
  const project = await newProject(api, fixture.organization.id, 1);
  [task] = (await bodyOf(200, api.post<Claim>(`/projects/${project.id}/tasks/claim`))).tasks as [Task];
  submitPath = `/projects/${project.id}/tasks/${task.id}/submit`;
});

afterAll(() => app.close());

/** Status, code, and the places and kinds of the faults of an answer that must be a problem. */
const problemOf = async (method: string, path: string, parts: RequestParts): Promise<readonly unknown[]> => {
  const { status, body } = await api.request<ProblemBody>(method, path, parts);
  return [status, body.code, ...(body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`)];
};

const postText = (path: string, body: string): Promise<readonly unknown[]> =>
  problemOf('POST', path, { headers: JSON_TYPE, body });

const post = (path: string, body: unknown): Promise<readonly unknown[]> => postText(path, JSON.stringify(body));

const patch = (path: string, body: unknown): Promise<readonly unknown[]> =>
  problemOf('PATCH', path, { headers: JSON_TYPE, body: JSON.stringify(body) });

const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

const importLines = (body: string, query = ''): Promise<ImportResult> =>
  bodyOf(200, api.request<ImportResult>('POST', `${fixture.path}/items${query}`, { headers: NDJSON_TYPE, body }));

const progress = (): Promise<Progress> => bodyOf(200, api.get<Progress>(`${fixture.path}/progress`));

describe('a body', () => {
  test('that is no JSON', async () => {
    for (const body of [
      '',
      '{',
      '{"name":}',
      '{"name":"x"',
      "{'name':'x'}",
      '{"name":"a\0b"}',
      '\ufeff\ufeff{"name":"x"}',
      '{"name":NaN}',
    ]) {
      expect(await postText('/organizations', body)).toEqual([400, 'malformed_json']);
    }
  });

  test('of the wrong media type', async () => {
    for (const type of [
      'text/plain',
      'application/xml',
      'application/x-ndjson',
      'multipart/form-data; boundary=x',
      'application/json; charset=latin1',
    ]) {
      expect(
        await problemOf('POST', '/organizations', { headers: { 'Content-Type': type }, body: '{"name":"x"}' }),
      ).toEqual([415, 'unsupported_media_type']);
    }
  });

  test('with an unknown field', async () => {
    expect(await post('/organizations', { name: 'x', nmae: 'y' })).toEqual([
      422,
      'unknown_field',
      '/nmae unknown_field',
    ]);
    expect(await post('/organizations', { nmae: 'y' })).toEqual([
      422,
      'invalid',
      '/name required',
      '/nmae unknown_field',
    ]);
    const { controls } = SENTIMENT;
    expect(
      await post(`${fixture.path}/annotation-uis`, { ...SENTIMENT, controls: [{ ...controls[0], optoins: [] }] }),
    ).toEqual([422, 'unknown_field', '/controls/0/optoins unknown_field']);
  });

  test('of the wrong type', async () => {
    for (const body of [null, [], 'x', 7, true])
      expect(await post('/organizations', body)).toEqual([422, 'invalid', ' type']);
    for (const name of [null, [], {}, 7, true])
      expect(await post('/organizations', { name })).toEqual([422, 'invalid', '/name type']);
    expect(await post(submitPath, { value: [] })).toEqual([422, 'invalid', '/value type']);
    expect(await post(submitPath, {})).toEqual([422, 'invalid', '/value required']);
  });

  test('with a value outside its range', async () => {
    const projects = `/organizations/${fixture.organization.id}/projects`;
    const accounts = `/organizations/${fixture.organization.id}/service-accounts`;
    const bindings = `/organizations/${fixture.organization.id}/role-bindings`;
    const invitations = `/organizations/${fixture.organization.id}/invitations`;
    const onProject = { type: 'project', id: fixture.project.id };
    const [control] = SENTIMENT.controls;
    for (const [path, body, ...faults] of [
      ['/organizations', { name: '' }, '/name length'],
      ['/organizations', { name: 'x'.repeat(201) }, '/name length'],
      [projects, { name: 'x', description: 'x'.repeat(10_001) }, '/description length'],
      [projects, { name: 'x', overlap: 0 }, '/overlap range'],
      [projects, { name: 'x', overlap: 101 }, '/overlap range'],
      [projects, { name: 'x', overlap: 1.5 }, '/overlap type'],
      [projects, { name: 'x', lease_seconds: 9 }, '/lease_seconds range'],
      [projects, { name: 'x', lease_seconds: 86_401 }, '/lease_seconds range'],
      [projects, { name: 'x', max_claimed: 0 }, '/max_claimed range'],
      [projects, { name: 'x', max_claimed: 1001 }, '/max_claimed range'],
      [projects, { name: 'x', show_predictions: 1 }, '/show_predictions type'],
      [accounts, { name: 'x', roles: ['king'] }, '/roles/0 option'],
      [accounts, { name: 'x', roles: ['admin', 'admin'] }, '/roles/1 duplicate'],
      [invitations, { email: 'grace', roles: [] }, '/email format'],
      [invitations, { email: 'grace@раypal.com', roles: [] }, '/email format'],
      [invitations, { email: 'gr\u200Bace@example.org', roles: [] }, '/email format'],
      [invitations, { email: 'grace@127.0.0.1', roles: [] }, '/email format'],
      [invitations, { email: `${'x'.repeat(250)}@example.org`, roles: [] }, '/email length'],
      [invitations, { email: 'grace@example.org', roles: ['king'] }, '/roles/0 option'],
      [invitations, { email: 'grace@example.org', roles: ['admin', 'admin'] }, '/roles/1 duplicate'],
      ['/invitations/accept', { secret: '' }, '/secret length'],
      ['/invitations/accept', { secret: 'x', name: '' }, '/name length'],
      ['/invitations/accept', { secret: 'x' }, '/secret not_found'],
      [bindings, { user_id: 'x', role: 'viewer', target: onProject }, '/user_id format'],
      [bindings, { user_id: UNKNOWN, role: 'king', target: onProject }, '/role option'],
      [bindings, { user_id: UNKNOWN, role: 'viewer', target: { type: 'galaxy', id: UNKNOWN } }, '/target/type option'],
      [bindings, { user_id: UNKNOWN, role: 'viewer', target: { type: 'project', id: 'x' } }, '/target/id format'],
      [bindings, { user_id: UNKNOWN, role: 'viewer', target: onProject }, '/user_id not_found'],
      ['/me/tokens', { name: 'x', expires_at: 'tomorrow' }, '/expires_at format'],
      ['/me/tokens', { name: 'x', expires_at: '2025-02-30T00:00:00Z' }, '/expires_at format'],
      ['/me/tokens', { name: 'x', expires_at: '2001-01-01T00:00:00Z' }, '/expires_at range'],
      ['/me/tokens', { name: 'x', permissions: [] }, '/permissions length'],
      ['/me/tokens', { name: 'x', permissions: ['item:eat'] }, '/permissions/0 option'],
      [`${fixture.path}/guidelines`, { text: '' }, '/text length'],
      [`${fixture.path}/guidelines`, { text: 'x'.repeat(65_537) }, '/text length'],
      [`${fixture.path}/guidelines`, { text: 'x', annotation_ui_version: 0 }, '/annotation_ui_version range'],
      [`${fixture.path}/guidelines`, { text: 'x', annotation_ui_version: 7 }, '/annotation_ui_version not_found'],
      [
        `${fixture.path}/guidelines`,
        { text: 'x', annotation_ui_version: 2 ** 31 - 1 },
        '/annotation_ui_version not_found',
      ],
      [`${fixture.path}/annotation-uis`, { name: 'x', controls: [] }, '/controls length'],
      [`${fixture.path}/annotation-uis`, { name: 'x', controls: [control, control] }, '/controls/1/name duplicate'],
      [
        `${fixture.path}/annotation-uis`,
        { name: 'x', controls: [{ ...control, kind: 'dance' }] },
        '/controls/0/kind option',
      ],
      [
        `${fixture.path}/annotation-uis`,
        { name: 'x', controls: [{ ...control, options: ['a', 'a'] }] },
        '/controls/0/options/1 duplicate',
      ],
      ...CONTROL_FAULTS.map(
        ([control, ...faults]) =>
          [
            `${fixture.path}/annotation-uis`,
            { name: 'x', controls: [{ name: 'c', source: 'text', ...control }] },
            ...faults.map((at) => `/controls/0${at}`),
          ] as const,
      ),
      [`${fixture.path}/tasks/claim`, { count: 0 }, '/count range'],
      [`${fixture.path}/tasks/claim`, { count: 101 }, '/count range'],
      [`${fixture.path}/tasks/${fixture.task.id}/skip`, { reason: '' }, '/reason length'],
      [`${fixture.path}/annotations/import`, { annotations: {} }, '/annotations type'],
    ] as const) {
      expect([path, body, await post(path, body)]).toEqual([path, body, [422, 'invalid', ...faults]]);
    }
    expect(await post(`${fixture.path}/guidelines`, { text: 'x', annotation_ui_version: 2 ** 31 })).toEqual([
      422,
      'invalid',
      expect.stringMatching(/^\/annotation_ui_version /),
    ]);
    expect(
      await post(`${fixture.path}/guidelines`, { text: 'x', annotation_ui_version: Number.MAX_SAFE_INTEGER }),
    ).toEqual([422, 'invalid', expect.stringMatching(/^\/annotation_ui_version /)]);
  });

  test('of a change, with a value outside its range, a wrong type, or an unknown field', async () => {
    const project = fixture.path;
    const item = `${fixture.path}/items/${fixture.item.id}`;
    for (const [path, body, code, ...faults] of [
      [`/organizations/${fixture.organization.id}`, { name: '' }, 'invalid', '/name length'],
      [`/organizations/${fixture.organization.id}`, { name: 7 }, 'invalid', '/name type'],
      [`/organizations/${fixture.organization.id}`, { created_at: 'x' }, 'unknown_field', '/created_at unknown_field'],
      [
        project,
        { name: 'x'.repeat(201), description: 'x'.repeat(10_001) },
        'invalid',
        '/name length',
        '/description length',
      ],
      [project, { state: 'deleted' }, 'invalid', '/state option'],
      [
        project,
        { overlap: 0, lease_seconds: 9, max_claimed: 0 },
        'invalid',
        '/overlap range',
        '/lease_seconds range',
        '/max_claimed range',
      ],
      [
        project,
        { overlap: 101, lease_seconds: 86_401, max_claimed: 1001 },
        'invalid',
        '/overlap range',
        '/lease_seconds range',
        '/max_claimed range',
      ],
      [
        project,
        { show_predictions: 'yes', apply_to_items: 1 },
        'invalid',
        '/show_predictions type',
        '/apply_to_items type',
      ],
      [project, { apply_to_items: true }, 'invalid', '/overlap required'],
      [project, { apply_to_items: true, overlap: 0 }, 'invalid', '/overlap range'],
      [project, { revision: 7 }, 'unknown_field', '/revision unknown_field'],
      [item, { priority: 10 }, 'invalid', '/priority range'],
      [item, { priority: '1', overlap: 101 }, 'invalid', '/priority type', '/overlap range'],
      [item, { data: [], metadata: 'x' }, 'invalid', '/data type', '/metadata type'],
      [item, { external_id: 'x' }, 'unknown_field', '/external_id unknown_field'],
      [item, [], 'invalid', ' type'],
    ] as const) {
      expect([path, body, await patch(path, body)]).toEqual([path, body, [422, code, ...faults]]);
    }
    expect(await problemOf('PATCH', item, { headers: JSON_TYPE, body: '{"metadata":{"x":{"__proto__":1}}}' })).toEqual([
      422,
      'unknown_field',
      '/metadata/x/__proto__ unknown_field',
    ]);
    expect(
      await problemOf('PATCH', item, { headers: JSON_TYPE, body: `{"metadata":{"x":12345678901234567890}}` }),
    ).toEqual([422, 'invalid', '/metadata/x number']);
    expect((await api.get<{ revision: number }>(item)).body.revision).toBe(1);
  });

  test('whose lengths are counted in characters, not in bytes or halves of them', async () => {
    expect((await api.post('/organizations', { name: '𝄞'.repeat(200) })).status).toBe(201);
    expect(await post('/organizations', { name: '𝄞'.repeat(201) })).toEqual([422, 'invalid', '/name length']);
  });

  test('over its limit', async () => {
    expect(await postText('/organizations', ' '.repeat(MEBIBYTE / 4 + 1))).toEqual([413, 'too_large']);
    expect(
      await postText(`${fixture.path}/annotation-uis`, `{"name":"x","controls":[${'0,'.repeat(250_000)}0]}`),
    ).toEqual([413, 'too_large']);
    expect(await postText(`${fixture.path}/items`, ' '.repeat(10 * MEBIBYTE + 1))).toEqual([413, 'too_large']);
  });

  test('that is a gzip bomb, or no gzip', async () => {
    const headers = { ...JSON_TYPE, 'Content-Encoding': 'gzip' };
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(200 * MEBIBYTE, 0x20)));
    expect(await problemOf('POST', '/organizations', { headers, body: bomb })).toEqual([413, 'too_large']);
    expect(await problemOf('POST', `${fixture.path}/items`, { headers, body: bomb })).toEqual([413, 'too_large']);
    expect(await problemOf('POST', '/organizations', { headers, body: '{"name":"x"}' })).toEqual([
      400,
      'malformed_json',
    ]);
    expect(
      await problemOf('POST', `${fixture.path}/items`, { headers: { ...headers, ...NDJSON_TYPE }, body: bomb }),
    ).toEqual([413, 'too_large']);
    const long = new Uint8Array(gzipSync(`{"data":{"x":"${randomBytes(MEBIBYTE).toString('base64')}"}}\n`));
    const { body } = await api.request<ImportResult>('POST', `${fixture.path}/items`, {
      headers: { ...headers, ...NDJSON_TYPE },
      body: long,
    });
    expect(body.errors.map(({ line, code }) => `${line} ${code}`)).toEqual(['1 too_large']);
  });

  test('that begins with a byte order mark is taken, and one in UTF-16 refused as a whole', async () => {
    const before = await progress();
    const lines = '{"external_id":"marked-1","data":{}}\n{"external_id":"marked-2","data":{}}\n';
    for (const encoding of ['utf16le', 'utf8'] as const) {
      for (const [type, text] of [
        ['application/x-ndjson', lines],
        ['application/json', `{"items":[${lines.trim().replace('\n', ',')}]}`],
      ] as const) {
        const parts = {
          headers: { 'Content-Type': type },
          body: new Uint8Array(Buffer.from(`\ufeff${text}`, encoding)),
        };
        if (encoding === 'utf8')
          expect((await api.request<ImportResult>('POST', `${fixture.path}/items`, parts)).body).toMatchObject({
            rejected: 0,
            errors: [],
          });
        else expect(await problemOf('POST', `${fixture.path}/items`, parts)).toEqual([400, 'malformed_json']);
      }
      expect((await progress()).items.open).toBe(before.items.open + (encoding === 'utf8' ? 2 : 0));
    }
  });

  test.each([
    ['a NUL character', '"a\\u0000b"', '', 'encoding'],
    ['a lone surrogate', '"\\ud83d"', '', 'encoding'],
    ['a lone surrogate the other way round', '"\\udc00\\ud83d"', '', 'encoding'],
    ['a key twice', '{"a":[{"b":1,"c":2,"b":1}]}', '/a/0/b', 'duplicate'],
    ['a key twice in disguise', '{"a":1,"\\u0061":2}', '/a', 'duplicate'],
    ['__proto__ as a key', '{"a":[{"__proto__":1}]}', '/a/0/__proto__', 'unknown_field'],
    ['__proto__ in disguise', '{"__pr\\u006fto__":1}', '/__proto__', 'unknown_field'],
    ['a number that is not finite', '1e999', '', 'number'],
    ['a negative number that is not finite', '[-1E+400]', '/0', 'number'],
    ['an integer that is too large', '9007199254740992', '', 'number'],
    ['an integer that is too small', '-9007199254740993', '', 'number'],
    ['an integer that is too large in disguise', '1e20', '', 'number'],
    ['nesting that is too deep', deep(63), '/a'.repeat(62), 'depth'],
  ])('with %s, wherever it stands', async (_, value, pointer, code) => {
    expect(await postText(submitPath, `{"value":{"sentiment":${value}}}`)).toEqual([
      422,
      code === 'unknown_field' ? code : 'invalid',
      `/value/sentiment${pointer} ${code}`,
    ]);
    expect(await postText('/organizations', `{"name":${value}}`)).toEqual([
      422,
      code === 'unknown_field' || code === 'depth' ? expect.any(String) : 'invalid',
      expect.stringMatching(/^\/name/),
    ]);
    const before = await progress();
    const line = `{"external_id":"bad","data":{"x":${value}}}`;
    const fault = `/data/x${pointer} ${code}`;
    expect(
      (await importLines(`${line}\n`)).errors.map((error) => `${error.line} ${error.pointer} ${error.code}`),
    ).toEqual([`1 ${fault}`]);
    const json = await api.request<ImportResult>('POST', `${fixture.path}/items`, {
      headers: JSON_TYPE,
      body: `{"items":[${line}]}`,
    });
    expect(json.body.errors.map((error) => `${error.line} ${error.pointer} ${error.code}`)).toEqual([`1 ${fault}`]);
    expect(await progress()).toEqual(before);
  });
});

describe('a query', () => {
  test('with an unknown, repeated or wrong parameter', async () => {
    for (const [query, code, ...faults] of [
      ['perpage=1', 'unknown_field', '/perpage unknown_field'],
      ['?per_page=1', 'unknown_field', '/?per_page unknown_field'],
      ['per_page=1&per_page=1', 'invalid', '/per_page duplicate'],
      ['per_page=0', 'invalid', '/per_page range'],
      ['per_page=201', 'invalid', '/per_page range'],
      ['per_page=ten', 'invalid', '/per_page type'],
      ['order=random', 'invalid', '/order option'],
      ['state=done', 'invalid', '/state option'],
      ['state=open&state=open', 'invalid', '/state duplicate'],
      ['external_id=', 'invalid', '/external_id length'],
      [`external_id=${'x'.repeat(256)}`, 'invalid', '/external_id length'],
      ['external_id=%00', 'invalid', '/external_id encoding'],
      ['created_after=yesterday', 'invalid', '/created_after format'],
      ['created_before=2026-02-30T00:00:00Z', 'invalid', '/created_before format'],
      ['metadata=x', 'unknown_field', '/metadata unknown_field'],
      ['metadata[a]=x', 'unknown_field', '/metadata[a] unknown_field'],
      ['metadat.a=x', 'unknown_field', '/metadat.a unknown_field'],
      ['state.a=x', 'unknown_field', '/state.a unknown_field'],
      ['metadata.__proto__=x', 'unknown_field', '/metadata.__proto__ unknown_field'],
      ['metadata.a=1&metadata.a=2', 'invalid', '/metadata.a duplicate'],
      ['metadata.=1', 'invalid', '/metadata. length'],
      ['metadata.a=%00', 'invalid', '/metadata.a encoding'],
      [`metadata.a=${'x'.repeat(1001)}`, 'invalid', '/metadata.a length'],
      [
        'metadata.a=1&metadata.b=1&metadata.c=1&metadata.d=1&metadata.e=1&metadata.f=1',
        'invalid',
        '/metadata.f length',
      ],
    ] as const) {
      expect(await problemOf('GET', `${fixture.path}/items?${query}`, {})).toEqual([422, code, ...faults]);
    }
  });

  test('with the id of a project that is none, or unknown', async () => {
    const path = `/organizations/${fixture.organization.id}/role-bindings`;
    expect(await problemOf('GET', `${path}?project_id=x`, {})).toEqual([422, 'invalid', '/project_id format']);
    expect(await problemOf('GET', `${path}?project_id=${UNKNOWN}`, {})).toEqual([404, 'not_found']);
  });

  test('with filters of annotations that are no ids, or no moment', async () => {
    for (const [query, ...faults] of [
      ['item_id=x', '/item_id format'],
      ['annotator_id=me&item_id=', '/item_id format', '/annotator_id format'],
      ['changed_since=yesterday', '/changed_since format'],
      ['changed_since=0000-01-01T00:00:00Z', '/changed_since format'],
      ['changed_since=2026-02-30T00:00:00Z', '/changed_since format'],
    ] as const) {
      expect(await problemOf('GET', `${fixture.path}/annotations?${query}`, {})).toEqual([422, 'invalid', ...faults]);
    }
    expect(await problemOf('GET', `${fixture.path}/annotations?changed_before=2026-01-01T00:00:00Z`, {})).toEqual([
      422,
      'unknown_field',
      '/changed_before unknown_field',
    ]);
    for (const moment of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) {
      expect(await problemOf('GET', `${fixture.path}/annotations?changed_since=${moment}`, {})).toEqual([
        200,
        undefined,
      ]);
    }
  });

  test('with a cursor of another list, or none', async () => {
    const { pagination } = await bodyOf(
      200,
      api.get<{ pagination: { next: string } }>(`${fixture.path}/items?per_page=1`),
    );
    const { searchParams } = new URL(pagination.next, 'http://localhost');
    expect(await problemOf('GET', `${fixture.path}/items?${searchParams}`, {})).toEqual([200, undefined]);
    expect(await problemOf('GET', `${fixture.path}/tasks?${searchParams}`, {})).toEqual([400, 'malformed_cursor']);
    for (const cursor of ['x', '%00', searchParams.get('cursor')?.slice(1), `${searchParams.get('cursor')}A`]) {
      expect(await problemOf('GET', `${fixture.path}/items?cursor=${cursor}`, {})).toEqual([400, 'malformed_cursor']);
    }
  });
});

describe('a claim', () => {
  test('of a named item takes no count and no strategy beside it', async () => {
    const path = `${fixture.path}/tasks/claim`;
    const item_id = fixture.item.id;
    expect(await post(path, { item_id, count: 2 })).toEqual([422, 'invalid', '/count range']);
    expect(await post(path, { item_id, strategy: 'random' })).toEqual([422, 'invalid', '/strategy option']);
    expect(await post(path, { strategy: 'first' })).toEqual([422, 'invalid', '/strategy option']);
    expect(await post(path, { item_id: 'x' })).toEqual([422, 'invalid', '/item_id format']);
    expect(await post(path, { item_id: UNKNOWN })).toEqual([404, 'not_found']);
  });
});

describe('a filter', () => {
  test('that names what there cannot be', async () => {
    expect(await problemOf('GET', `${fixture.path}/tasks?state=open&item_id=x&annotator_id=`, {})).toEqual([
      422,
      'invalid',
      '/state option',
      '/item_id format',
      '/annotator_id format',
    ]);
    expect(await problemOf('GET', `${fixture.path}/predictions?item_id=x&model=`, {})).toEqual([
      422,
      'invalid',
      '/item_id format',
      '/model length',
    ]);
  });
});

describe('a path', () => {
  test('with an id that is unknown, another tenant’s, or none answers one and the same', async () => {
    const stranger = await hire(
      api,
      (await bodyOf(201, api.post<Organization>('/organizations', { name: 'Another tenant' }))).id,
      'admin',
    );
    for (const { path, method, requestBody } of operationsOf(readContract()).filter(({ path }) =>
      /\{(organization|project)_id\}/.test(path),
    )) {
      const example = requestBody?.content['application/json']?.example;
      const parts = {
        headers: { ...JSON_TYPE, 'X-Request-Id': 'the-same' },
        ...(example === undefined ? {} : { body: JSON.stringify(example) }),
      };
      const at = (params: (name: string) => string): string =>
        path.replace(/\{(\w+)\}/g, (_, name: string) => params(name));
      const real = at((name) => fixture.params[name] ?? '');
      const answers = await Promise.all(
        [real, at(() => UNKNOWN), at(() => 'x'), at(() => `${UNKNOWN}%00`)].map(async (url) => {
          const { status, body, headers } = await stranger.api.request<ProblemBody>(method, url, parts);
          return JSON.stringify([status, body, [...headers]]);
        }),
      );
      expect([path, new Set(answers).size, answers[0]?.slice(0, 4)]).toEqual([path, 1, '[404']);
    }
  });

  test('with the id of somebody else’s token', async () => {
    expect(await problemOf('DELETE', `/me/tokens/${fixture.annotatorToken.id}`, {})).toEqual([404, 'not_found']);
    expect((await fixture.asAnnotator.get('/me')).status).toBe(200);
  });

  test('with an id of another project of the same organization', async () => {
    const other = await newProject(api, fixture.organization.id, 1);
    for (const thing of [
      `items/${fixture.item.id}`,
      `tasks/${fixture.task.id}`,
      `annotations/${fixture.annotation.id}`,
    ]) {
      expect((await api.get(`${fixture.path}/${thing}`)).status).toBe(200);
      expect((await api.get(`/projects/${other.id}/${thing}`)).status).toBe(404);
    }
    expect(await post(`/projects/${other.id}/tasks/${task.id}/submit`, { value: {} })).toEqual([404, 'not_found']);
  });
});

describe('an answer', () => {
  test('with a label that the annotation UI does not have, without one, or with another control', async () => {
    expect(await post(submitPath, { value: { sentiment: 'neutral' } })).toEqual([
      422,
      'invalid',
      '/value/sentiment option',
    ]);
    expect(await post(submitPath, { value: { sentiment: 1 } })).toEqual([422, 'invalid', '/value/sentiment type']);
    expect(await post(submitPath, { value: {} })).toEqual([422, 'invalid', '/value/sentiment required']);
    expect(await post(submitPath, { value: { sentiment: 'positive', mood: 'x' } })).toEqual([
      422,
      'unknown_field',
      '/value/mood unknown_field',
    ]);
    expect(await post(submitPath, { value: { sentiment: 'positive', 'a/b~c': 'x' } })).toEqual([
      422,
      'unknown_field',
      '/value/a~1b~0c unknown_field',
    ]);
    expect((await api.get<Task>(submitPath.replace('/submit', ''))).body.state).toBe('claimed');
  });

  test.each(Object.entries(ANSWER_FAULTS))('to a control of the kind %s', async (kind, { options, fits, refused }) => {
    const { id } = await bodyOf(
      201,
      api.post<Project>(`/organizations/${fixture.organization.id}/projects`, { name: kind }),
    );
    const path = `/projects/${id}`;
    await bodyOf(
      201,
      api.post(`${path}/annotation-uis`, { name: kind, controls: [{ name: 'a/b', kind, source: 'text', ...options }] }),
    );
    await bodyOf(201, api.post(`${path}/guidelines`, { text: 'x' }));
    await bodyOf(200, api.post(`${path}/items`, { items: [{ data: { text: '𝄞bc' } }] }));
    const [claimed] = (await bodyOf(200, api.post<Claim>(`${path}/tasks/claim`))).tasks;
    const submit = `${path}/tasks/${claimed?.id}/submit`;
    for (const [value, ...faults] of refused) {
      const code = faults.every((at) => at.endsWith('unknown_field')) ? 'unknown_field' : 'invalid';
      expect([value, await post(submit, { value: { 'a/b': value } })]).toEqual([
        value,
        [422, code, ...faults.map((at) => `/value/a~1b${at}`)],
      ]);
    }
    expect((await bodyOf(200, api.post<Annotation>(submit, { value: { 'a/b': fits } }))).value).toEqual({
      'a/b': fits,
    });
  });

  test('with spans in an item that has no text', async () => {
    const { id } = await bodyOf(
      201,
      api.post<Project>(`/organizations/${fixture.organization.id}/projects`, { name: 'Spans' }),
    );
    const path = `/projects/${id}`;
    await bodyOf(
      201,
      api.post(`${path}/annotation-uis`, {
        name: 'Spans',
        controls: [{ name: 'c', kind: 'spans', source: 'text', ...LABELS }],
      }),
    );
    await bodyOf(201, api.post(`${path}/guidelines`, { text: 'x' }));
    await bodyOf(200, api.post(`${path}/items`, { items: [{ data: { text: 7 } }] }));
    const [claimed] = (await bodyOf(200, api.post<Claim>(`${path}/tasks/claim`))).tasks;
    expect(await post(`${path}/tasks/${claimed?.id}/submit`, { value: { c: [] } })).toEqual([
      422,
      'invalid',
      '/value/c type',
    ]);
  });

  test('to a task of somebody else, or one that does not exist', async () => {
    for (const action of ['renew', 'submit', 'release', 'skip']) {
      const body = action === 'submit' ? { value: { sentiment: 'positive' } } : {};
      const theirs = await fixture.asAnnotator.post<ProblemBody>(submitPath.replace('submit', action), body);
      expect([action, theirs.status]).toEqual([action, 404]);
      expect(await post(`${fixture.path}/tasks/${UNKNOWN}/${action}`, body)).toEqual([404, 'not_found']);
    }
  });
});

describe('a revision', () => {
  const revise = (body: unknown, id = fixture.annotation.id): Promise<readonly unknown[]> =>
    problemOf('PATCH', `${fixture.path}/annotations/${id}`, { headers: JSON_TYPE, body: JSON.stringify(body) });

  test('with a value that does not fit, without one, or with something else', async () => {
    expect(await revise({})).toEqual([422, 'invalid', '/value required']);
    expect(await revise({ value: [] })).toEqual([422, 'invalid', '/value type']);
    expect(await revise({ value: { sentiment: 'neutral' } })).toEqual([422, 'invalid', '/value/sentiment option']);
    expect(await revise({ value: { sentiment: 'negative', mood: 'x' } })).toEqual([
      422,
      'unknown_field',
      '/value/mood unknown_field',
    ]);
    expect(await revise({ value: { sentiment: 'negative' }, revision: 2 })).toEqual([
      422,
      'unknown_field',
      '/revision unknown_field',
    ]);
    expect(await revise({ value: { sentiment: 'negative' } }, UNKNOWN)).toEqual([404, 'not_found']);
    expect((await api.get<Annotation>(`${fixture.path}/annotations/${fixture.annotation.id}`)).body).toEqual(
      fixture.annotation,
    );
  });

  test('of somebody else’s annotation', async () => {
    const { status } = await fixture.asAnnotator.patch(`${fixture.path}/annotations/${fixture.annotation.id}`, {
      value: { sentiment: 'negative' },
    });
    expect(status).toBe(404);
  });
});

describe('an import of annotations', () => {
  test('with broken lines takes the others', async () => {
    const project = await newProject(api, fixture.organization.id, 1);
    const line = { external_id: 'sentence-0', annotator: 'w1', value: { sentiment: 'positive' } };
    const lines = [
      line,
      { ...line, annotator: 'w2', value: { sentiment: 'neutral', mood: 1 } },
      { ...line, annotator: 'w2', value: {} },
      { ...line, annotator: 'w2', value: 'positive' },
      { ...line, external_id: 'sentence-9' },
      { ...line, annotator: 'x'.repeat(201) },
      { ...line, annotator: 'w2', created_at: '2999-01-01T00:00:00Z' },
      { ...line, annotator: 'w2', created_at: '2026-01-01' },
      { ...line, annotator: 'w2', guideline_version: 2 },
      { ...line, annotator: 'w2', guideline_version: '1' },
      { ...line, annotator: 'w2', label: 'positive' },
      { external_id: 'sentence-0' },
      { ...line, value: { sentiment: 'negative' } },
      { ...line, annotator: 'w3', guideline_version: 1 },
    ];
    const body = [
      ...lines.map((one) => JSON.stringify(one)),
      '{"external_id":',
      JSON.stringify({ ...line, annotator: 'a\0b' }),
      '',
    ].join('\n');
    const result = await bodyOf(
      200,
      api.request<ImportResult>('POST', `/projects/${project.id}/annotations/import`, { headers: NDJSON_TYPE, body }),
    );
    expect([
      result.created,
      result.rejected,
      result.errors.map((error) => `${error.line} ${error.pointer} ${error.code}`),
    ]).toEqual([
      2,
      14,
      [
        '2 /value/sentiment option',
        '2 /value/mood unknown_field',
        '3 /value/sentiment required',
        '4 /value type',
        '5 /external_id not_found',
        '6 /annotator length',
        '7 /created_at range',
        '8 /created_at format',
        '9 /guideline_version not_found',
        '10 /guideline_version type',
        '11 /label unknown_field',
        '12 /annotator required',
        '12 /value required',
        '13 /annotator already_exists',
        '15  malformed_json',
        '16 /annotator encoding',
      ],
    ]);
  });

  test('of somebody who has claimed the item', async () => {
    const project = await newProject(api, fixture.organization.id, 1);
    await bodyOf(200, api.post(`/projects/${project.id}/tasks/claim`));
    const annotations = [
      { external_id: 'sentence-0', annotator: 'FIRST@example.org', value: { sentiment: 'positive' } },
    ];
    const result = await bodyOf(
      200,
      api.post<ImportResult>(`/projects/${project.id}/annotations/import`, { annotations }),
    );
    expect(result.errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(['/annotator in_use']);
  });
});

describe('an import', () => {
  test('with broken lines takes the others', async () => {
    const before = await progress();
    const long = `{"data":{"x":"${'x'.repeat(MEBIBYTE)}"}}`;
    const result = await importLines(
      [
        '{"external_id":"good-1","data":{}}',
        '{"data":',
        '',
        long,
        '{"data":[]}',
        '{"external_id":"","data":{}}',
        `{"external_id":"${'x'.repeat(256)}","data":{}}`,
        '{"data":{},"priority":10}',
        '{"data":{},"overlap":101}',
        '{"dat":{}}',
        '{"external_id":"good-2","data":{}}',
      ].join('\n'),
    );
    expect([
      result.created,
      result.rejected,
      result.errors.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`),
    ]).toEqual([
      2,
      8,
      [
        '2  malformed_json',
        '4  too_large',
        '5 /data type',
        '6 /external_id length',
        '7 /external_id length',
        '8 /priority range',
        '9 /overlap range',
        '10 /data required',
        '10 /dat unknown_field',
      ],
    ]);
    expect((await progress()).items.open).toBe(before.items.open + 2);
  });

  test('of predictions with broken lines takes the others, in either form', async () => {
    const { id } = await newProject(api, fixture.organization.id, 2);
    const good = { external_id: 'sentence-0', model: 'm', model_version: '1', value: { sentiment: 'positive' } };
    const lines = [
      good,
      7,
      { ...good, model_version: '' },
      { ...good, external_id: 'nowhere' },
      { ...good, model: 'n', value: { sentiment: 'so-so' } },
      { ...good, item_id: UNKNOWN },
      { ...good, external_id: 'sentence-1' },
    ];
    const faults = [
      '2  type',
      '3 /model_version length',
      '4 /external_id not_found',
      '5 /value/sentiment option',
      '6 /item_id duplicate',
    ];
    for (const parts of [
      { headers: JSON_TYPE, body: JSON.stringify({ predictions: lines }) },
      { headers: NDJSON_TYPE, body: lines.map((line) => JSON.stringify(line)).join('\n') },
    ]) {
      const result = await bodyOf(200, api.request<ImportResult>('POST', `/projects/${id}/predictions`, parts));
      expect([
        result.created + result.unchanged,
        result.rejected,
        result.errors.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`),
      ]).toEqual([2, 5, faults]);
    }
    expect(
      await problemOf('POST', `/projects/${id}/predictions`, { headers: JSON_TYPE, body: '{"items":[]}' }),
    ).toEqual([422, 'invalid', '/predictions required', '/items unknown_field']);
    const aborted = await api.request<ProblemBody>(
      'POST',
      `/projects/${id}/predictions?on_error=abort&on_conflict=update`,
      {
        headers: NDJSON_TYPE,
        body: `${JSON.stringify({ ...good, score: 1 })}\n${JSON.stringify(lines[3])}`,
      },
    );
    expect([
      aborted.status,
      aborted.body.errors?.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`),
    ]).toEqual([422, ['2 /external_id not_found']]);
    const { predictions } = await bodyOf(
      200,
      api.get<{ predictions: { score: number | null }[] }>(`/projects/${id}/predictions`),
    );
    expect(predictions.map(({ score }) => score)).toEqual([null, null]);
  });

  test('that is to be aborted writes nothing, whatever the fault is', async () => {
    const before = await progress();
    for (const [line, fault] of [
      ['{"data":7}', '/data type'],
      ['{"data":', ' malformed_json'],
      ['{"external_id":"sentence-0","data":{"text":"another"}}', '/external_id already_exists'],
    ] as const) {
      const { status, body } = await api.request<ProblemBody>('POST', `${fixture.path}/items?on_error=abort`, {
        headers: NDJSON_TYPE,
        body: `{"data":{}}\n${line}\n`,
      });
      expect([status, body.code, body.errors?.map((error) => `${error.line} ${error.pointer} ${error.code}`)]).toEqual([
        422,
        'invalid',
        [expect.stringMatching(new RegExp(`^2 (${fault}|.* ${fault.split(' ')[1]})$`))],
      ]);
    }
    expect(await progress()).toEqual(before);
  });
});

describe('whatever is sent', () => {
  const json = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });

  /** The same value with something else in one place of it. */
  const spoilt = (value: unknown): fc.Arbitrary<unknown> =>
    typeof value !== 'object' || value === null
      ? json
      : fc.oneof(
          json,
          ...Object.entries(value).map(([key, inner]) =>
            spoilt(inner).map((other) =>
              Array.isArray(value)
                ? value.map((element, index) => (String(index) === key ? other : (element as unknown)))
                : { ...value, [key]: other },
            ),
          ),
          fc.tuple(fc.string(), json).map(([key, other]) => ({ ...value, [key]: other })),
        );

  test.each(operationsOf(readContract()).filter(({ requestBody }) => requestBody !== undefined))(
    '$operationId never fails',
    async ({ path, method, requestBody }) => {
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => fixture.params[name] ?? '');
      await fc.assert(
        fc.asyncProperty(spoilt(requestBody?.content['application/json']?.example), async (body) => {
          const { status } = await api.request(method, url, { headers: JSON_TYPE, body: JSON.stringify(body) });
          expect(status).toBeLessThan(500);
        }),
        { numRuns: 60 },
      );
    },
  );

  test('nothing was an error of the server', () => {
    expect(app.log.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
  });
});
