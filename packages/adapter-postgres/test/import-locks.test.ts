import { manyItems, newProject } from '@goldset/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

test('an import of items locks those that are there in the order of their ids, whatever the order of its lines, as all statements do', async () => {
  const project = await newProject(harness, 3);
  const { id: first } = await project.item('item-1');
  const project_id = project.project.id;
  let importing: ReturnType<typeof project.importItems> | undefined;
  await harness.sql.begin(async (sql) => {
    await sql`select from items where project_id = ${project_id} and id = ${first} for update`;
    importing = project.importItems(manyItems(3, { metadata: { new: true } }).toReversed(), { on_conflict: 'update' });
    await harness.someoneWaits();
    const free = await sql`select from items where project_id = ${project_id} and id > ${first} for update skip locked`;
    expect(free.length).toBe(2);
  });
  expect(await importing).toMatchObject({ updated: 3 });
});
