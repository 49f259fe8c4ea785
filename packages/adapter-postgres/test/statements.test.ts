import { PLANNING, statements } from '@goldset/adapter-postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

const heavy = [
  'items',
  'tasks',
  'annotations',
  'annotation_revisions',
  'predictions',
  'deleted_annotations',
  'deleted_predictions',
  'counters',
  'queue_cursors',
  'outbox',
  'idempotency_keys',
  'inbox',
];

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

const nameOf = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 90);

const isScan = (node: Plan): boolean =>
  node['Node Type'].endsWith('Scan') && heavy.includes(node['Relation Name'] ?? '');

// Reads of all that a project has: its counters (a row per user), and the claimed tasks in the order in which their leases end and the deleted items, up to the first that fits; the skipped tasks.
// The answers that have expired are removed of all projects at once; the first events that wait to be published are read up to a limit.
const mayWalk = [
  'counters_project_id_user_id_pk',
  'tasks_lease_idx',
  'items_deleted_idx',
  'tasks_skipped_idx',
  'idempotency_keys_expiry_idx',
  'inbox_expiry_idx',
  'outbox_unpublished_idx',
];

// Of the events that wait to be published, those of one project after the other: all of them, over and over, would be too many.
const isWalk = (node: Plan): boolean => {
  const index = node['Index Name'] ?? '';
  return mayWalk.includes(index) && (index !== 'outbox_unpublished_idx' || node['Index Cond'] !== undefined);
};

// A probe has a condition on more than the project, or takes rows from where a probe has found them.
const isProbe = (node: Plan): boolean =>
  (node['Index Cond'] ?? '').includes(' AND ') || node['Node Type'] === 'Tid Scan';

const planOf = async (text: string): Promise<readonly Plan[]> => {
  const planned = await harness.sql.begin(async (sql) => {
    for (const [setting, value] of Object.entries(PLANNING)) await sql.unsafe(`set local ${setting} = ${value}`);
    return sql
      .unsafe<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }[]>(`explain (generic_plan, format json) ${text}`)
      .simple();
  });
  return planned.flatMap((row) => row['QUERY PLAN']).flatMap(({ Plan }) => nodesOf(Plan));
};

describe('every statement', () => {
  test('there are some', () => {
    expect(statements.length).toBeGreaterThan(40);
  });

  test.each(statements.map(({ text }) => [nameOf(text), text]))(
    'can be prepared, and an index leads it into every large table: %s',
    async (_name, text) => {
      const nodes = await planOf(text);
      expect(nodes.length).toBeGreaterThan(0);
      expect(nodes.filter(isScan).filter((node) => !isProbe(node) && !isWalk(node))).toEqual([]);
    },
  );

  // The list would be sorted anew for each of the rows that it was made of.
  test.each(statements.map(({ text }) => [nameOf(text), text]))(
    'does not look for one row in a list of them: %s',
    async (_name, text) => {
      const conditions = (await planOf(text)).map((node) => node['Index Cond'] ?? '');
      expect(
        conditions.filter((condition) => /\(id = ANY \(/.test(condition) && /\(id = (?!ANY)/.test(condition)),
      ).toEqual([]);
    },
  );

  test('looks for items by their ids where those lead it, also in a large table of which nothing is known', async () => {
    await harness.sql`alter table items set (autovacuum_enabled = false)`;
    await harness.sql`
      insert into items (project_id, id, data, metadata, priority, overlap, queue_position, created_at, updated_at)
      select '00000000-0000-7000-8000-000000000001', uuidv7(), '{"text": "a sentence that somebody is to judge, and that is neither short nor long"}', '{}', 0, 1, n, now(), now() from generate_series(1, 20000) as n`;
    const walks: string[] = [];
    for (const { text } of statements) {
      const nodes = await planOf(text);
      if (
        nodes.some(
          (node) => node['Index Name'] === 'items_changed_idx' && !(node['Index Cond'] ?? '').includes('changed_in'),
        )
      )
        walks.push(nameOf(text));
    }
    expect(walks).toEqual([]);
  }, 120_000);
});
