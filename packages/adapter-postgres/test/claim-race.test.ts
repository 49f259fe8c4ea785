import { createApplication } from '@goldset/core';
import { answer, newProject, newTestClock, testDependencies, valueOf } from '@goldset/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

test('a claim that waited shows an item as it has become in the meantime', async () => {
  const project = await newProject(harness, 2);
  const [annotator] = await project.annotators(1);
  if (annotator === undefined) throw new Error('One was hired.');
  const first = await project.claimOne(annotator);
  valueOf(await project.submit(annotator, first, answer(0)));

  // The claim has its snapshot and waits for the annotator's cursor, while an import replaces the data of what it will find.
  let claiming: ReturnType<typeof project.claimOne> | undefined;
  await harness.sql.begin(async (sql) => {
    await sql`select from queue_cursors where project_id = ${project.project.id} for update`;
    claiming = project.claimOne(annotator);
    await harness.someoneWaits();
    const application = createApplication(testDependencies(harness, newTestClock()));
    const lines = (async function* () {
      yield { line: 1, bytes: 40, value: { external_id: 'item-2', data: { text: 'new' } } };
    })();
    const imported = valueOf(
      await application.importItems(project.admin, {
        project_id: project.project.id,
        on_conflict: 'update',
        on_error: 'continue',
        lines,
      }),
    );
    expect(imported).toMatchObject({ updated: 1 });
  });
  const task = await claiming;
  expect(task?.item).toMatchObject({ external_id: 'item-2', data: { text: 'new' } });
});
