import type { Store } from '@goldset/core';
import { createApplication, ImportOptions } from '@goldset/core';
import { answer, linesOf, memoryStoreHarness, newProject, testDependencies, upTo } from '@goldset/core/testing';
import { expect, test } from 'vitest';

const MANY = 500;

/** How many lines an import of answers of one annotator to one item asks the store about, and what it says. */
const askedFor = async (lines: readonly object[], options: Partial<ImportOptions> = {}) => {
  const harness = await memoryStoreHarness();
  const project = await newProject(harness, 1);
  let asked = 0;
  const store: Store = {
    ...harness.store,
    within: (scope) => {
      const repositories = harness.store.within(scope);
      const findToImport = (keys: Parameters<typeof repositories.annotations.findToImport>[0]) => {
        asked += keys.length;
        return repositories.annotations.findToImport(keys);
      };
      return { ...repositories, annotations: { ...repositories.annotations, findToImport } };
    },
  };
  const application = createApplication({ ...testDependencies(harness, project.clock), store });
  const imported = await application.importAnnotations(project.admin, {
    project_id: project.project.id,
    lines: linesOf(lines),
    ...ImportOptions.parse(options),
  });
  return { asked, imported };
};

const line = (option: 0 | 1): object => ({ external_id: 'item-1', annotator: 'w', value: answer(option) });

test('many equal lines about one answer are looked at twice: with the one that makes it, and behind that', async () => {
  const { asked, imported } = await askedFor(upTo(MANY).map(() => line(0)));
  expect(imported).toEqual({
    ok: true,
    value: { created: 1, updated: 0, unchanged: MANY - 1, rejected: 0, errors: [] },
  });
  expect(asked).toBeLessThan(3 * MANY);
});

test('many lines of which each revises the one before it are looked at a few times each', async () => {
  const { asked, imported } = await askedFor(
    upTo(MANY).map((n) => line(n % 2 === 0 ? 0 : 1)),
    { on_conflict: 'update' },
  );
  expect(imported).toEqual({
    ok: true,
    value: { created: 1, updated: MANY - 1, unchanged: 0, rejected: 0, errors: [] },
  });
  expect(asked).toBeLessThan(4 * MANY);
});
