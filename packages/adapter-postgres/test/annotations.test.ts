import { PLANNING, statements } from '@goldset/adapter-postgres';
import { answer, newProject, upTo, valueOf, walk } from '@goldset/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

test('imported answers are counted by annotator', async () => {
  const project = await newProject(harness, 3);
  const line = (item: number, annotator: string) => ({ external_id: `item-${item}`, annotator, value: answer(0) });
  await project.importAnswers([line(1, 'w1'), line(2, 'w1'), line(2, 'w2'), line(2, 'w2')]);
  await project.importAnswers([{ ...line(1, 'w1'), value: answer(1) }], { on_conflict: 'update' });
  const ann = await project.annotator();
  valueOf(await project.submit(ann, await project.claimOne(ann)));
  const counted = await harness.sql<{ name: string; imported: number }[]>`
    select u.name, c.annotations_imported::int as imported from counters c join users u on u.id = c.user_id
    where c.project_id = ${project.project.id} and c.annotations_imported <> 0 order by u.name`;
  expect(counted.map(({ name, imported }) => [name, imported])).toEqual([
    ['w1', 2],
    ['w2', 1],
  ]);
});

test('a list of what changed looks through a bounded number of annotations, and goes on', async () => {
  const project = await newProject(harness, 1);
  const { sql, newId } = harness;
  const ids = upTo(20_005).map(() => newId());
  const [item] = await project.items();
  // One annotator each: there is one annotation of an item and annotator.
  await sql`
    insert into annotations (project_id, id, item_id, annotator_id, value, annotation_ui_version, source, revision, created_at, updated_at)
    select ${project.project.id}, a.id, ${item?.id ?? ''}, gen_random_uuid(), '{}', 1, 'import', 1, '2020-01-01',
      case when a.n in (3, 10004, 20005) then timestamptz '2025-01-01' else timestamptz '2020-01-01' end
    from unnest(${ids}::uuid[]) with ordinality as a(id, n)`;
  await sql`insert into users (id, kind, name, organization_id, created_at)
    select annotator_id, 'external', annotator_id::text, ${project.organization.id}, now() from annotations where project_id = ${project.project.id}`;
  const which = { annotator_id: null, changed_since: '2024-01-01T00:00:00.000Z' };
  const { annotations } = harness.store.within(project.scope);
  for (const order of ['asc', 'desc'] as const) {
    const found = await walk((page) => annotations.list(which, page), { per_page: 2, order });
    const expected = [3, 10_004, 20_005].map((n) => ids[n - 1]);
    expect(found.map(({ id }) => id)).toEqual(order === 'asc' ? expected : expected.toReversed());
  }
  const first = await annotations.list(which, { per_page: 2, order: 'asc' });
  expect([first.items.length, first.next]).toEqual([1, { after: ids[9_999] }]);
});

test('annotations of deleted items are looked at as well, so that they too are a bounded number', async () => {
  const project = await newProject(harness, 2);
  const { sql, newId } = harness;
  const [gone, there] = await project.items();
  if (gone === undefined || there === undefined) throw new Error('There are two.');
  const ids = upTo(10_005).map(() => newId());
  await sql`
    insert into annotations (project_id, id, item_id, annotator_id, value, annotation_ui_version, source, revision, created_at, updated_at)
    select ${project.project.id}, a.id, ${gone.id}, gen_random_uuid(), '{}', 1, 'import', 1, now(), now() from unnest(${ids}::uuid[]) a(id)`;
  await sql`update items set deleted_at = now() where project_id = ${project.project.id} and id = ${gone.id}`;
  await project.importAnswers([{ external_id: there.external_id ?? '', annotator: 'w1', value: answer(0) }]);
  const { annotations } = harness.store.within(project.scope);
  const which = { annotator_id: null, changed_since: '2024-01-01T00:00:00.000Z' };
  const first = await annotations.list(which, { per_page: 2, order: 'asc' });
  expect([first.items, first.next]).toEqual([[], { after: ids[9_999] }]);
  expect(
    (await walk((page) => annotations.list(which, page), { per_page: 2, order: 'asc' })).map(
      ({ annotator }) => annotator.name,
    ),
  ).toEqual(['w1']);
});

test('whether an annotator has answered an item is looked up by the item, however much they have answered', async () => {
  const texts = statements
    .map(({ text }) => text)
    .filter((text) => /annotations (given|a)\s+where .*item_id/s.test(text) && /queue_cursors/.test(text));
  expect(texts.length).toBeGreaterThan(2);
  for (const text of texts) {
    const plan = await harness.sql.begin(async (sql) => {
      for (const [setting, value] of Object.entries(PLANNING)) await sql.unsafe(`set local ${setting} = ${value}`);
      return sql.unsafe(`explain (generic_plan) ${text}`).simple();
    });
    const lines = JSON.stringify(plan);
    expect(lines).toContain('annotations_item_annotator_key');
    expect(lines).not.toContain('annotations_annotator_idx');
  }
});
