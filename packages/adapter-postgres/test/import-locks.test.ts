import { manyItems, newProject } from '@goldset/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

/** Resolves once a statement of another connection waits for a lock. */
const someoneWaits = async (): Promise<void> => {
  for (;;) {
    const [row] = await harness.sql<{ waiting: number }[]>`
      select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    if (row !== undefined && row.waiting > 0) return;
  }
};

test('an import of items locks those that are there in the order of their ids, whatever the order of its lines, as all statements do', async () => {
  const project = await newProject(harness, 3);
  const { id: first } = await project.item('item-1');
  const project_id = project.project.id;
  let importing: ReturnType<typeof project.importItems> | undefined;
  await harness.sql.begin(async (sql) => {
    await sql`select from items where project_id = ${project_id} and id = ${first} for update`;
    importing = project.importItems(manyItems(3, { metadata: { new: true } }).toReversed(), { on_conflict: 'update' });
    await someoneWaits();
    const free = await sql`select from items where project_id = ${project_id} and id > ${first} for update skip locked`;
    expect(free.length).toBe(2);
  });
  expect(await importing).toMatchObject({ updated: 3 });
});
