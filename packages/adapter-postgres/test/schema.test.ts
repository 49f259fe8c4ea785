import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptOfAnnotations } from '../src/bulk/annotation-deletions.ts';
import { keptOfPredictions } from '../src/bulk/prediction-deletions.ts';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

test('an item cannot have more live tasks than its overlap, nor an annotator two turns on it, whatever a statement does', async () => {
  const project = harness.newId();
  const [item, annotator] = [harness.newId(), harness.newId()];
  const { sql } = harness;
  await sql`
    insert into items (project_id, id, data, metadata, priority, overlap, queue_position, created_at, updated_at)
    values (${project}, ${item}, '{}', '{}', 0, 1, 1, now(), now())`;
  await expect(sql`update items set claimed_count = 2 where project_id = ${project}`).rejects.toMatchObject({
    constraint_name: 'items_overlap_check',
  });
  const turn = (state: string): Promise<unknown> => sql`
    insert into tasks (project_id, id, item_id, annotator_id, state, lease_expires_at, guideline_version, annotation_ui_version, created_at, updated_at)
    values (${project}, ${harness.newId()}, ${item}, ${annotator}, ${state}, now(), 1, 1, now(), now())`;
  await turn('skipped');
  await turn('released');
  await turn('expired');
  for (const state of ['claimed', 'submitted', 'skipped'])
    await expect(turn(state)).rejects.toMatchObject({ constraint_name: 'tasks_turn_key' });
});

test.each([
  ['annotations', keptOfAnnotations],
  ['predictions', keptOfPredictions],
] as const)('what is deleted of %s keeps every column that they have', async (table, kept) => {
  const columns = await harness.sql<{ name: string; is_kept: boolean }[]>`
    select c.column_name as name, exists (
      select from information_schema.columns d
      where d.table_schema = 'public' and d.table_name = ${`deleted_${table}`} and d.column_name = c.column_name and d.data_type = c.data_type
    ) as is_kept
    from information_schema.columns c where c.table_schema = 'public' and c.table_name = ${table}`;
  expect(columns.filter(({ is_kept }) => !is_kept)).toEqual([]);
  expect(columns.map(({ name }) => name).toSorted()).toEqual([...kept].toSorted());
});
