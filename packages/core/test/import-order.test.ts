import type { Store } from '@goldset/core';
import { createApplication } from '@goldset/core';
import { MAX_BATCH_LINES } from '@goldset/core/adapter';
import { linesOf, manyItems, memoryStoreHarness, newEmptyProject, testDependencies, upTo } from '@goldset/core/testing';
import { expect, test } from 'vitest';

const MANY = 2 * MAX_BATCH_LINES;

/** In what order the batches of an import begin and end, the first of which ends when all are handed over that do not wait for it; `last` is the name of the last line of the second one. */
const orderOf = async (last: string): Promise<readonly string[]> => {
  const harness = await memoryStoreHarness();
  const project = await newEmptyProject(harness);
  const order: string[] = [];
  let end: () => void = () => undefined;
  const held = new Promise<void>((resolve) => void (end = resolve));
  const store: Store = {
    ...harness.store,
    within: (scope) => {
      const repositories = harness.store.within(scope);
      let count = 0;
      const importBatch = async (
        batch: Parameters<typeof repositories.items.importBatch>[0],
      ): ReturnType<typeof repositories.items.importBatch> => {
        count += 1;
        const name = String(count);
        order.push(`${name} begins`);
        const outcomes = await repositories.items.importBatch(batch);
        if (name === '1') await held;
        order.push(`${name} ends`);
        return outcomes;
      };
      return { ...repositories, items: { ...repositories.items, importBatch } };
    },
  };
  const application = createApplication({ ...testDependencies(harness, project.clock), store });
  const file = [
    ...manyItems(MANY - 1),
    { external_id: last, data: { last } },
    ...upTo(2).map((n) => ({ external_id: `after ${n}`, data: {} })),
  ];
  const lines = async function* () {
    yield* linesOf(file);
    // All batches but the rest have been handed over that need not wait.
    await new Promise(setImmediate);
    end();
  };
  const imported = await application.importItems(project.admin, {
    project_id: project.project.id,
    lines: lines(),
    on_conflict: 'update',
    on_error: 'continue',
  });
  expect(imported).toMatchObject({ ok: true, value: { rejected: 0 } });
  return order;
};

test('a batch is handed over while the one before is written', async () => {
  expect(await orderOf('another')).toEqual(['1 begins', '2 begins', '2 ends', '1 ends', '3 begins', '3 ends']);
});

test('a batch with a line about the same as one before waits until that is done with', async () => {
  expect(await orderOf('item-1')).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends']);
});
