import { openPostgres } from '@goldset/adapter-postgres';
import { ok } from '@goldset/core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/postgres.ts';
import type { Answer, Api } from './client.ts';
import { operationsOf, readContract, resolve } from './contract.ts';
import type { Operation } from './contract.ts';
import { bodyOf, newFixture, pathIn } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { startTestApp } from './server.ts';
import type { TestApp } from './server.ts';

const contract = readContract();
const things = operationsOf(contract).filter(({ responses }) => Object.hasOwn(responses, '304'));

const stops: (() => Promise<unknown>)[] = [];
let app: TestApp;
let api: Api;
let sql: postgres.Sql;
let fixture: Fixture;
let milliseconds = 0;

beforeAll(async () => {
  const database = await createTestDatabase();
  const opened = openPostgres(database.url);
  sql = postgres(database.url, { max: 1 });
  app = await startTestApp({ store: opened.store, now: () => new Date(Date.now() + milliseconds) });
  ({ api } = app);
  fixture = await newFixture(api);
  stops.push(
    () => sql.end(),
    () => app.close(),
    () => opened.close(),
    () => database.drop(),
  );
});
afterAll(async () => {
  for (const stop of stops) await stop();
});

const pathOf = ({ path }: Operation): string => pathIn(fixture, path);

const read = (path: string, tag?: string): Promise<Answer<unknown>> =>
  api.request<unknown>('GET', path, tag === undefined ? {} : { headers: { 'If-None-Match': tag } });

const tagIn = ({ headers }: Answer<unknown>): string => headers.get('etag') ?? '';

/** Every place of a value that is no object and no list, and each empty one. */
const leavesOf = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] => {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [path];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
};

const another = (leaf: unknown): unknown =>
  typeof leaf === 'number'
    ? leaf + 1
    : typeof leaf === 'boolean'
      ? !leaf
      : typeof leaf === 'string'
        ? `${leaf}x`
        : 'another';

const withAnother = (value: unknown, [name, ...rest]: readonly string[]): unknown => {
  if (name === undefined) return another(value);
  if (Array.isArray(value))
    return value.map((inner: unknown, index) => (String(index) === name ? withAnother(inner, rest) : inner));
  return { ...(value as object), [name]: withAnother((value as Record<string, unknown>)[name], rest) };
};

interface Documented {
  readonly headers?: object;
  readonly content?: { readonly 'application/json'?: { readonly example: unknown } };
}

const answerOf = (responses: Operation['responses']): Documented =>
  resolve(contract, responses['200'] as object) as Documented;

const exampleOf = ({ responses }: Operation): unknown => answerOf(responses).content?.['application/json']?.example;

describe('every single thing', () => {
  test('is read by an operation that takes If-None-Match', () => {
    const single = operationsOf(contract).filter(
      ({ method, responses }) => method === 'GET' && Object.hasOwn(answerOf(responses).headers ?? {}, 'ETag'),
    );
    expect(things.map(({ operationId }) => operationId)).toEqual(single.map(({ operationId }) => operationId));
    expect(things.length).toBeGreaterThan(10);
  });

  test.each(things)('$operationId answers 304 to who has it already, and nothing else', async (operation) => {
    const path = pathOf(operation);
    const first = await read(path);
    const etag = tagIn(first);
    expect([first.status, etag]).toEqual([200, expect.stringMatching(/^"[1-9]\d*\.[\w-]{16}"$/)]);
    for (const tag of [etag, `W/${etag}`, `"x", W/${etag} , "y"`, '*']) {
      const same = await read(path, tag);
      expect([tag, same.status, same.body, tagIn(same), same.headers.get('content-type')]).toEqual([
        tag,
        304,
        '',
        etag,
        null,
      ]);
    }
    const head = await app.fetch(
      new Request(`http://localhost/v1${path}`, {
        method: 'HEAD',
        headers: { Authorization: `Bearer ${app.token}`, 'If-None-Match': etag },
      }),
    );
    expect([head.status, head.headers.get('etag')]).toEqual([304, etag]);
    for (const tag of ['"1"', '"x"', etag.replace('.', '.x'), etag.replaceAll('"', ''), '', '"']) {
      const other = await read(path, tag);
      expect([tag, other.status, other.body]).toEqual([tag, 200, first.body]);
    }
  });

  test.each(things)('$operationId says nothing of it to who may not read it', async (operation) => {
    const path = pathOf(operation);
    const headers = { 'If-None-Match': '*' };
    expect((await api.as('nobody').request('GET', path, { headers })).status).toBe(401);
    const gone = path.replace(/[0-9a-f-]{36}/g, '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55');
    if (gone !== path) expect((await api.request('GET', gone, { headers })).status).toBe(404);
  });

  test.each(things)(
    '$operationId has another ETag with each field that is another one, whatever its revision says',
    async (operation) => {
      let value = exampleOf(operation);
      const before = value;
      const shown = await startTestApp({
        store: 'memory',
        replace: {
          [operation.operationId.replace('Latest', '').replace('AnnotationUIs', 'AnnotationUI')]: async () => ok(value),
          [operation.operationId]: async () => ok(value),
        },
      });
      const path = `http://localhost/v1${operation.path.replace(/\{version\}/g, '1').replace(/\{\w+\}/g, '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55')}`;
      const get = (tag?: string): Promise<Response> =>
        shown.fetch(
          new Request(path, {
            headers: { Authorization: `Bearer ${shown.token}`, ...(tag === undefined ? {} : { 'If-None-Match': tag }) },
          }),
        );
      const tag = (await get()).headers.get('etag') ?? '';
      expect([(await get(tag)).status, leavesOf(before).length > 0]).toEqual([304, true]);
      for (const leaf of leavesOf(before)) {
        value = withAnother(before, leaf);
        const changed = await get(tag);
        expect([leaf, changed.status, await changed.json()]).toEqual([leaf, 200, value]);
      }
      await shown.close();
    },
  );
});

test('whatever happens, what is answered 304 is what it was', async () => {
  const { organization, path, item, task, annotation, asAnnotator } = fixture;
  const paths = [...new Set([...things.map(pathOf), `${path}/guidelines/latest`, `${path}/annotation-uis/latest`])];
  const rename = (table: 'users' | 'organizations', id: string) =>
    sql`update ${sql(table)} set name = name || '!' where id = ${id}`;
  const changes: Readonly<Record<string, () => Promise<unknown>>> = {
    'the person who made all of it has another name': () => rename('users', organization.created_by.id),
    'the annotator has another name': () => rename('users', fixture.annotator.id),
    'the organization has another name': () =>
      bodyOf(200, api.patch(`/organizations/${organization.id}`, { name: 'Another' })),
    'somebody joins': () =>
      bodyOf(201, api.post(`/organizations/${organization.id}/service-accounts`, { name: 'x', roles: [] })),
    'tokens have other names': async () => {
      await bodyOf(200, api.patch(`/me/tokens/${fixture.params['own_token_id']}`, { name: 'x' }));
      await bodyOf(
        200,
        api.patch(
          `/organizations/${organization.id}/service-accounts/${fixture.annotator.id}/tokens/${fixture.annotatorToken.id}`,
          { name: 'x' },
        ),
      );
    },
    'the external user is somebody': () =>
      bodyOf(
        200,
        api.post(`/organizations/${organization.id}/external-users/${fixture.params['external_user_id']}/link`, {
          user_id: organization.created_by.id,
        }),
      ),
    'the prediction is another one': () =>
      bodyOf(
        200,
        api.post(`${path}/predictions?on_conflict=update`, {
          predictions: [{ item_id: item.id, model: 'small', model_version: '1', value: { sentiment: 'negative' } }],
        }),
      ),
    'the project has other settings': () =>
      bodyOf(200, api.patch(path, { name: 'x', description: 'y', overlap: 2, lease_seconds: 60, max_claimed: 5 })),
    'predictions are shown': () => bodyOf(200, api.patch(path, { show_predictions: true })),
    'a prediction comes in': () =>
      bodyOf(
        200,
        api.post(`${path}/predictions`, {
          predictions: [{ item_id: item.id, model: 'm', model_version: '9', value: { sentiment: 'negative' } }],
        }),
      ),
    'the item has other fields': () =>
      bodyOf(200, api.patch(`${path}/items/${item.id}`, { priority: 3, metadata: { a: 1 }, overlap: 3 })),
    'the lease is longer': () => bodyOf(200, asAnnotator.post(`${path}/tasks/${task.id}/renew`)),
    'the lease has ended': async () => void (milliseconds = 700_000),
    'the task is submitted': () =>
      bodyOf(200, asAnnotator.post(`${path}/tasks/${task.id}/submit`, { value: { sentiment: 'negative' } })),
    'an answer is imported': () =>
      bodyOf(
        200,
        api.post(`${path}/annotations/import`, {
          annotations: [{ external_id: item.external_id, annotator: 'somebody', value: { sentiment: 'positive' } }],
        }),
      ),
    'the annotation is revised': () =>
      bodyOf(200, api.patch(`${path}/annotations/${annotation.id}`, { value: { sentiment: 'negative' } })),
    'there is another guideline and annotation UI': async () => {
      await bodyOf(
        201,
        api.post(`${path}/annotation-uis`, { name: 'Other', controls: [{ name: 'c', kind: 'text', source: 'text' }] }),
      );
      await bodyOf(201, api.post(`${path}/guidelines`, { text: 'Another one.' }));
    },
    'the project is archived': () => bodyOf(200, api.patch(path, { state: 'archived' })),
    'the project is deleted and restored': async () => {
      await bodyOf(200, api.patch(path, { state: 'active' }));
      await bodyOf(204, api.delete(path));
      await bodyOf(200, api.post(`${path}/restore`));
    },
  };
  const had = new Map<string, Answer<unknown>>();
  for (const one of paths) had.set(one, await read(one));
  const changed = new Map<string, Set<string>>();
  for (const [what, change] of Object.entries(changes)) {
    await change();
    let count = 0;
    for (const one of paths) {
      const before = had.get(one) as Answer<unknown>;
      const now = await read(one, tagIn(before));
      const whole = await read(one);
      expect([what, one, now.status === 304]).toEqual([
        what,
        one,
        JSON.stringify(whole.body) === JSON.stringify(before.body),
      ]);
      expect(tagIn(now)).toBe(tagIn(whole));
      had.set(one, whole);
      if (now.status === 304) continue;
      count += 1;
      changed.set(one, (changed.get(one) ?? new Set()).add(what));
    }
    expect([what, count > 0]).toEqual([what, true]);
  }
  // All but what never changes was seen to change.
  expect(paths.filter((one) => !changed.has(one))).toEqual([
    expect.stringMatching(/\/annotation-uis\/1\/json-schema$/),
  ]);
});

test('what a change answers names the state that is read next', async () => {
  const { path, item } = await newFixture(api);
  for (const [one, body] of [
    [path, { name: 'Named' }],
    [`${path}/items/${item.id}`, { priority: 8 }],
  ] as const) {
    const changed = await api.patch(one, body);
    expect([changed.status, (await read(one, tagIn(changed))).status]).toEqual([200, 304]);
    expect((await api.patch(one, body, tagIn(changed))).status).toBe(200);
  }
});
