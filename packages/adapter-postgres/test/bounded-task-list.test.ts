import { newProject, valueOf } from '@goldset/core/testing';
import type { Page, PageRequest, Task } from '@goldset/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

const MANY = 21_000;

test('a list of tasks in one state looks at a bounded number of rows per page, and yet shows every one on the way there and back', async () => {
  const project = await newProject(harness, 3);
  const [ann, bob] = await project.annotators(2);
  if (ann === undefined || bob === undefined) throw new Error('Two were hired.');
  const rare = [await project.claimOne(bob)];
  // As many released tasks of one annotator as no test could make by claims, between the first and the last task of another one.
  const { id: item } = await project.item('item-1');
  await harness.sql`
    insert into tasks (project_id, id, item_id, annotator_id, state, lease_expires_at, guideline_version, annotation_ui_version, created_at, updated_at)
    select ${project.project.id}, ('019b0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, ${item}, ${ann.user_id}, 'released', now(), 1, 1, now(), now()
    from generate_series(1, ${MANY}) n`;
  await harness.sql`update tasks set id = 'ffffffff-0000-7000-8000-000000000000' where project_id = ${project.project.id} and id = ${rare[0]?.id ?? ''}`;
  const early = await project.claimOne(bob);
  await harness.sql`update tasks set id = '00000000-0000-7000-8000-000000000001' where project_id = ${project.project.id} and id = ${early.id}`;
  const expected = ['00000000-0000-7000-8000-000000000001', 'ffffffff-0000-7000-8000-000000000000'];

  const list = async (page: PageRequest): Promise<Page<Task>> =>
    valueOf(
      await project.application.listTasks(project.admin, { project_id: project.project.id, state: 'claimed', page }),
    );
  for (const order of ['asc', 'desc'] as const) {
    const pages: Page<Task>[] = [await list({ per_page: 5, order })];
    for (let next = pages.at(-1)?.next; next; next = pages.at(-1)?.next)
      pages.push(await list({ per_page: 5, order, position: next }));
    expect(pages.length).toBe(3);
    const ids = pages.flatMap(({ items }) => items).map(({ id }) => id);
    expect(ids).toEqual(order === 'asc' ? expected : expected.toReversed());
    const back: Page<Task>[] = [];
    for (let prev = pages.at(-1)?.prev; prev; prev = back[0]?.prev)
      back.unshift(await list({ per_page: 5, order, position: prev }));
    expect([...back, pages.at(-1)].flatMap((page) => page?.items ?? []).map(({ id }) => id)).toEqual(ids);
  }
});

test('an annotator’s claimed tasks are one range of an index, whatever else they have done', async () => {
  const project = await newProject(harness, 2);
  const ann = await project.annotator();
  const task = await project.claimOne(ann);
  await harness.sql`
    insert into tasks (project_id, id, item_id, annotator_id, state, lease_expires_at, guideline_version, annotation_ui_version, created_at, updated_at)
    select ${project.project.id}, ('01000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, ${task.item.id}, ${ann.user_id}, 'released', now(), 1, 1, now(), now()
    from generate_series(1, ${MANY}) n`;
  const page = { per_page: 5, order: 'asc' } as const;
  const open = valueOf(
    await project.application.listTasks(ann, { project_id: project.project.id, state: 'claimed', page }),
  );
  expect([open.items.map(({ id }) => id), open.next]).toEqual([[task.id], null]);
});
