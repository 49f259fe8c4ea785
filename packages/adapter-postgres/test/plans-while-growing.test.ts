import { migrate, PLANNING, statements } from '@goldset/adapter-postgres';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/postgres.ts';
import type { TestDatabase } from '../../../test/postgres.ts';

// A plan is kept for as long as its connection, whatever becomes of the tables that it was made for.
const SIZES = [0, 20, 60, 120, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 40_000];

const heavy = [
  'items',
  'tasks',
  'annotations',
  'annotation_revisions',
  'predictions',
  'inbox',
  'deleted_annotations',
  'deleted_predictions',
];

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The ways that a plan goes to what a project holds many of. */
const waysOf = (plan: Plan): string => {
  const scans = nodesOf(plan).filter(
    (node) => node['Node Type'].includes('Scan') && heavy.includes(node['Relation Name'] ?? ''),
  );
  return [
    ...new Set(scans.map((node) => `${node['Relation Name'] ?? ''} by ${node['Index Name'] ?? node['Node Type']}`)),
  ]
    .toSorted()
    .join(', ');
};

let database: TestDatabase;
let sql: postgres.Sql;
beforeAll(async () => {
  database = await createTestDatabase();
  sql = postgres(database.url, { max: 1, onnotice: () => undefined, connection: PLANNING });
  for (const table of heavy) await sql`alter table ${sql(table)} set (autovacuum_enabled = false)`;
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

const growTo = (from: number, to: number): Promise<unknown> =>
  sql.unsafe(
    `
    with made as (
      insert into items (project_id, id, external_id, data, metadata, priority, overlap, queue_position, created_at, updated_at)
      select $1::uuid, uuidv7(), 'item-' || n, '{"text": "x"}', '{}', 0, 1, n, now(), now() from generate_series($2::int + 1, $3::int) n
      returning id, queue_position as n
    ),
    turns as (
      insert into tasks (project_id, id, item_id, annotator_id, state, lease_expires_at, guideline_version, annotation_ui_version, created_at, updated_at)
      select $1::uuid, uuidv7(), m.id, md5((m.n % 7)::text)::uuid, case when m.n % 3 = 0 then 'claimed' else 'submitted' end, now(), 1, 1, now(), now() from made m
      returning id, item_id, annotator_id
    ),
    answers as (
      insert into annotations (project_id, id, item_id, task_id, annotator_id, value, guideline_version, annotation_ui_version, source, revision, created_at, updated_at)
      select $1::uuid, uuidv7(), t.item_id, t.id, t.annotator_id, '{}', 1, 1, 'task', 2, now(), now() from turns t
      returning id
    ),
    revisions as (insert into annotation_revisions (project_id, annotation_id, revision, value, created_at) select $1::uuid, a.id, 1, '{}', now() from answers a),
    predicted as (insert into predictions (project_id, id, item_id, model, model_version, value, created_at) select $1::uuid, uuidv7(), m.id, 'm', '1', '{}', now() from made m),
    gone as (
      insert into deleted_annotations (project_id, id, item_id, annotator_id, value, annotation_ui_version, source, revision, created_at, updated_at, item_revision, deleted_at)
      select $1::uuid, uuidv7(), m.id, md5((m.n % 7)::text)::uuid, '{}', 1, 'import', 1, now(), now(), 1, now() from made m
    ),
    forgotten as (insert into deleted_predictions (project_id, id, item_id, model, model_version, value, created_at, deleted_at) select $1::uuid, uuidv7(), m.id, 'm', '0', '{}', now(), now() from made m)
    insert into inbox (project_id, event, content, expires_at) select $1::uuid, md5(m.n::text)::uuid, 1, now() from made m`,
    ['00000000-0000-7000-8000-000000000001', from, to],
  );

const planOf = async (text: string): Promise<Plan | undefined> => {
  const [row] = await sql
    .unsafe<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }[]>(`explain (generic_plan, format json) ${text}`)
    .simple();
  return row?.['QUERY PLAN'][0]?.Plan;
};

/** Of each statement how it would go, and at which sizes. */
const waysWhileGrowing = async (): Promise<ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>> => {
  const seen = new Map<string, Map<string, number[]>>();
  for (const [place, size] of SIZES.entries()) {
    if (place > 0) await growTo(SIZES[place - 1] ?? 0, size);
    for (const { text } of statements) {
      const plan = await planOf(text);
      const ways = plan === undefined ? 'none' : waysOf(plan);
      const of = seen.get(text) ?? new Map<string, number[]>();
      of.set(ways, [...(of.get(ways) ?? []), size]);
      seen.set(text, of);
    }
  }
  return seen;
};

test('no statement goes another way because its plan was made while the tables were small and nothing was known of them', async () => {
  const seen = await waysWhileGrowing();
  expect(seen.size).toBeGreaterThan(100);
  expect(
    [...seen]
      .filter(([, ways]) => ways.size > 1)
      .map(([text, ways]) => [text.replace(/\s+/g, ' ').trim().slice(0, 120), ...ways]),
  ).toEqual([]);
}, 180_000);

test('what the planner is told of projects outlives ANALYZE, and is told again where a restore has left it behind', async () => {
  const told = (): Promise<readonly { tablename: string; n_distinct: number; most_common_freqs: unknown }[]> =>
    sql`select tablename, n_distinct, most_common_freqs from pg_stats where attname = 'project_id' and tablename in ${sql(heavy)} order by tablename`;
  const asTold = heavy.toSorted().map((tablename) => ({ tablename, n_distinct: 1, most_common_freqs: null }));
  await sql`insert into items (project_id, id, external_id, data, metadata, priority, overlap, queue_position, created_at, updated_at)
    select uuidv7(), uuidv7(), 'item', '{}', '{}', 0, 1, -n, now(), now() from generate_series(1, 1000) n`;
  await sql`analyze`;
  expect(await told()).toEqual(asTold);
  // As a dump leaves it.
  for (const table of heavy) await sql`select pg_clear_attribute_stats('public', ${table}, 'project_id', false)`;
  expect(await told()).toEqual([]);
  await migrate(database.url);
  expect(await told()).toEqual(asTold);
  // As a server of before leaves it.
  await sql`alter table items alter column project_id set statistics -1`;
  await sql`insert into items (project_id, id, external_id, data, metadata, priority, overlap, queue_position, created_at, updated_at)
    select (select i.project_id from items i where i.external_id = 'item-1'), uuidv7(), 'more-' || n, '{}', '{}', 0, 1, 1000000 + n, now(), now() from generate_series(1, 1000) n`;
  await sql`analyze items`;
  expect((await told())[heavy.toSorted().indexOf('items')]?.n_distinct).not.toBe(1);
  await migrate(database.url);
  await sql`analyze`;
  expect(await told()).toEqual(asTold);
});

test('a table that somebody holds keeps no server from starting, and is told of at another start', async () => {
  const other = postgres(database.url, { max: 1, onnotice: () => undefined });
  await sql`select pg_clear_attribute_stats('public', 'tasks', 'project_id', false)`;
  const isTold = async (): Promise<boolean> =>
    (await sql`select from pg_stats where tablename = 'tasks' and attname = 'project_id'`).length === 1;
  await other.begin(async (transaction) => {
    await transaction`lock table tasks in share update exclusive mode`;
    await migrate(database.url);
    expect(await isTold()).toBe(false);
  });
  await other.end();
  await migrate(database.url);
  expect(await isTold()).toBe(true);
});
