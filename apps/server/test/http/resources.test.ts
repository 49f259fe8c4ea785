import { createGoldset, GoldsetError } from '@goldset/client';
import type { Goldset, ImportItem, Item } from '@goldset/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { conforming } from './conforming.ts';
import { startListening } from './listening.ts';
import type { ListeningApp } from './listening.ts';

const ITEMS = 250;

let server: ListeningApp;
beforeAll(async () => {
  server = await startListening();
});
afterAll(() => server.close());

// Every answer is compared with the committed contract on its way.
const clientOf = (token: string): Goldset =>
  createGoldset({ url: server.origin, token, retries: 0, fetch: conforming((request) => fetch(request)) });

const collect = async <T>(rows: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
};

test('the main job is done by resources alone', async () => {
  const goldset = clientOf(server.token);
  const { id: organization_id } = await goldset.organizations.create({ name: 'Film Research' });
  const organization = goldset.organization(organization_id);
  const made = await organization.projects.create({ name: 'Reviews', overlap: 1 });
  const project = goldset.project(made.id);

  await project.annotationUis.create({
    name: 'Sentiment',
    controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }],
  });
  expect((await project.guidelines.publish({ text: 'Judge the sentence.' })).version).toBe(1);
  expect((await project.guidelines.latest.get()).text).toBe('Judge the sentence.');
  expect((await project.guideline(1).get()).text).toBe('Judge the sentence.');

  const items = async function* (): AsyncGenerator<ImportItem> {
    for (let n = 1; n <= ITEMS; n += 1) yield { external_id: `review-${n}`, data: { text: `Review ${n}` } };
  };
  expect(await project.items.import(items, { gzip: true })).toMatchObject({ created: ITEMS, rejected: 0 });
  expect(await project.items.import(items(), { query: { on_conflict: 'update' } })).toMatchObject({
    created: 0,
    unchanged: ITEMS,
  });
  expect(
    await project.items.import(() => 'id,text\r\nreview-0,"One more, of a table"\r\n', {
      format: 'csv',
      query: { external_id: 'id' },
    }),
  ).toMatchObject({ created: 1 });

  const account = await organization.serviceAccounts.create({ name: 'judge', roles: ['annotator'] });
  const { secret } = await organization.serviceAccount(account.id).tokens.create({ name: 'test' });
  const judge = clientOf(secret ?? '').project(made.id);
  const { tasks } = await judge.tasks.claim({ count: 3 });
  expect(tasks).toHaveLength(3);
  const [first, second, third] = tasks.map(({ id }) => judge.task(id));
  const submitted = await first?.submit({ value: { sentiment: 'positive' } });
  await second?.skip({ reason: 'Not a review.' });
  expect((await third?.renew())?.state).toBe('claimed');
  expect((await third?.release())?.state).toBe('released');

  const annotations = await collect(project.annotations.list());
  expect(annotations.map(({ id, value }) => [id, value])).toEqual([[submitted?.id, { sentiment: 'positive' }]]);
  const annotation = judge.annotation(annotations[0]?.id ?? '');
  expect((await annotation.revise({ value: { sentiment: 'negative' } })).revision).toBe(2);
  expect((await collect(annotation.revisions.list())).map(({ revision }) => revision)).toEqual([1, 2]);

  const rows: readonly Item[] = await collect(project.items.list({ per_page: 100, order: 'desc' }));
  const pages = await collect(project.items.list({ per_page: 100 }).pages());
  expect([rows.length, pages.map((page) => page.items.length)]).toEqual([ITEMS + 1, [100, 100, 51]]);

  const exported = project.export({ state: 'complete' });
  const complete = await collect(exported);
  expect(complete.map(({ annotations: [only] }) => only?.value)).toEqual([{ sentiment: 'negative' }]);
  await project.item(rows[0]?.id ?? '').delete();
  // Another transaction of the database can put off what an export of changes names.
  const isNamed = async (changed_since: string): Promise<boolean> => {
    const changes = project.export({ changed_since, state: 'complete' });
    const deleted = (await collect(changes)).filter((change) => 'deleted_at' in change).map(({ id }) => id);
    expect(deleted.every((id) => id === rows[0]?.id)).toBe(true);
    return deleted.length > 0 || isNamed(changes.next_cursor ?? '');
  };
  expect(await isNamed(exported.next_cursor ?? '')).toBe(true);
  const text = async (format: 'csv' | 'tsv'): Promise<string> => new Response(await project.export({ format })).text();
  expect([
    (await text('csv')).split('\r\n')[0]?.includes('item_id,external_id'),
    (await text('tsv')).split('\r\n')[0]?.includes('item_id\texternal_id'),
  ]).toEqual([true, true]);
  expect((await project.progress.get()).items).toMatchObject({ complete: 1 });
});

test('a problem is thrown, or a value in `answers`', async () => {
  const goldset = clientOf(server.token);
  const { id: organization_id } = await goldset.organizations.create({ name: 'Acme' });
  const { id: project_id } = await goldset.organization(organization_id).projects.create({ name: 'Reviews' });

  const refused = await goldset
    .project(project_id)
    .tasks.claim()
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(GoldsetError);
  expect(refused).toMatchObject({ code: 'not_ready', status: 409 });

  const claim = await goldset.answers.project(project_id).tasks.claim({ count: 5 });
  expect(claim.status === 409 && claim.body.code).toBe('not_ready');
  const page = await goldset.answers.project(project_id).items.list({ per_page: 10 });
  expect(page.status === 200 && page.body.items).toEqual([]);
  const imported = await goldset.answers.project(project_id).items.import({ items: [{ data: { text: 'x' } }] });
  expect(imported.status === 200 && imported.body.created).toBe(1);
  const read = await goldset.answers.project(project_id).get();
  const unchanged = await goldset.answers
    .project(project_id)
    .get({ headers: { 'If-None-Match': read.headers.get('etag') ?? '' } });
  expect(unchanged.status).toBe(304);
});
