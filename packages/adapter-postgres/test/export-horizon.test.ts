import { linesOfExport, manyItems, newProject } from '@goldset/core/testing';
import type { ProjectWorld } from '@goldset/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

const namesIn = async (
  project: ProjectWorld,
  changed_since: string,
): Promise<{ readonly names: readonly string[]; readonly next: string }> => {
  const begun = await project.beginExport({ changed_since });
  const names = (await linesOfExport(begun)).map((line) => (JSON.parse(line) as { external_id: string }).external_id);
  return { names, next: begun.next_cursor };
};

// A change is shown when no transaction is left that was running then, those of other test files included.
test(
  'a change that commits after later ones did is in the next export of changes, and nothing twice',
  { timeout: 180_000 },
  async () => {
    const project = await newProject(harness, 0);
    let { next_cursor: cursor } = await project.beginExport();
    await project.importItems(manyItems(3));
    const change = (name: string): Promise<unknown> =>
      project.importItems([{ external_id: name, data: { changed: true } }], { on_conflict: 'update' });
    const goOn = async (): Promise<readonly string[]> => {
      const { names, next } = await namesIn(project, cursor);
      cursor = next;
      return names;
    };
    const threeMore = async (): Promise<readonly string[]> => {
      const seen: string[] = [];
      while (seen.length < 3) seen.push(...(await goOn()));
      return seen.toSorted();
    };
    expect(await threeMore()).toEqual(['item-1', 'item-2', 'item-3']);

    await harness.sql.begin(async (sql) => {
      // The oldest transaction: it changes an item now, and commits last.
      await sql`update items set metadata = '{"late": true}', changed_in = pg_current_xact_id() where project_id = ${project.project.id} and external_id = 'item-2'`;
      await change('item-1');
      await change('item-3');
      expect(await goOn()).toEqual([]);
    });
    expect(await threeMore()).toEqual(['item-1', 'item-2', 'item-3']);
    expect(await goOn()).toEqual([]);
  },
);
