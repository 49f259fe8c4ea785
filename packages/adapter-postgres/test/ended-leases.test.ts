import { PLANNING, statements } from '@goldset/adapter-postgres';
import { newEmptyProject } from '@goldset/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

const AT = '2026-01-02T00:00:00.000Z';

interface Plan {
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

/** A project with so many items: all are answered, but for so many that are claimed with a lease that has ended. */
const fill = async (
  items: number,
  ended: number,
): Promise<{ readonly project_id: string; readonly organization_id: string }> => {
  const { project, organization } = await newEmptyProject(harness);
  await harness.sql.unsafe(
    `
    with made as (
      insert into items (project_id, id, data, metadata, priority, overlap, claimed_count, submitted_count, annotation_count, queue_position, created_at, updated_at)
      select $1::uuid, uuidv7(), '{}', '{}', 0, 1, (n <= ${ended})::int, (n > ${ended})::int, (n > ${ended})::int, nextval('queue_positions'), '2026-01-01', '2026-01-01'
      from generate_series(1, ${items}) n
      returning id, claimed_count
    )
    insert into tasks (project_id, id, item_id, annotator_id, state, lease_expires_at, guideline_version, annotation_ui_version, created_at, updated_at)
    select $1::uuid, uuidv7(), m.id, '00000000-0000-7000-8000-000000000001', case when m.claimed_count = 1 then 'claimed' else 'submitted' end, '2026-01-01', 1, 1, '2026-01-01', '2026-01-01'
    from made m`,
    [project.id],
  );
  return { project_id: project.id, organization_id: organization.id };
};

const blocksOf = async (start: string, of: Awaited<ReturnType<typeof fill>>): Promise<number> => {
  const found = statements.find(({ text }) => text.replace(/\s+/g, ' ').trim().startsWith(start));
  if (found === undefined) throw new Error('There is such a statement.');
  const values: Readonly<Record<string, unknown>> = { ...of, at: AT };
  const plans = await harness.sql.begin(async (sql) => {
    for (const [setting, value] of Object.entries(PLANNING)) await sql.unsafe(`set local ${setting} = ${value}`);
    return sql.unsafe<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }[]>(
      `explain (analyze, buffers, format json) ${found.text}`,
      (found.names as readonly string[]).map((name) => values[name]) as never[],
    );
  });
  const plan = plans[0]?.['QUERY PLAN'][0]?.Plan;
  return (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
};

test('what progress looks at grows with the leases that have ended, and not with the project', async () => {
  const [small, large, busy] = [await fill(1_000, 200), await fill(20_000, 200), await fill(20_000, 2_000)];
  await harness.sql`vacuum (analyze) items, tasks`;
  const blocks = [];
  for (const of of [small, large, busy]) blocks.push(await blocksOf('with ended as materialized', of));
  const [least = 0, same = 0, most = 0] = blocks;
  expect(least).toBeGreaterThan(200);
  // An index of more rows may be a level higher.
  expect(same).toBeLessThan(1.5 * least);
  expect(most).toBeGreaterThan(5 * same);
});
