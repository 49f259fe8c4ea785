import { PLANNING, statements } from '@goldset/adapter-postgres';
import { MAX_WALKED_ROWS } from '@goldset/core/adapter';
import type { Caller, Id, OperationName, PageRequest, Result } from '@goldset/core';
import { answer, manyItems, newProject, only, upTo, valueOf } from '@goldset/core/testing';
import type { ProjectWorld } from '@goldset/core/testing';
import type { Sql, TransactionSql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool } from '../src/connections/pool.ts';
import { createPostgresStore } from '../src/store.ts';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

const SIZES = { large: 20_000, larger: 50_000 } as const;
type Size = keyof typeof SIZES;

// What one project holds many of.
const heavy = [
  'items',
  'tasks',
  'annotations',
  'annotation_revisions',
  'predictions',
  'deleted_annotations',
  'deleted_predictions',
];

// A walk looks at one row more, to know whether there is one; rows that were changed may be met more than once.
const MOST = MAX_WALKED_ROWS + 500;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Plan[];
}

/** What was seen of a statement: how many blocks it looked at in the projects of each size, at most, and what is wrong with a plan of it. */
interface Seen {
  readonly blocks: Record<Size, number>;
  readonly faults: Set<string>;
}

const seen = new Map<string, Seen>();
let size: Size | undefined;

// Blocks are counted when the tables are vacuumed and known: before, they depend on which dead rows another transaction of the server still holds back.
let isAnalyzed = false;

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

// What a node took in is counted per loop: one that is begun again for each row of another is one probe each time.
const faultOf = (node: Plan): string | undefined => {
  const [type, relation] = [node['Node Type'], node['Relation Name'] ?? ''];
  const rows = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
  if (type === 'Seq Scan' && heavy.includes(relation)) return `reads all of ${relation}`;
  if (type === 'Sort' && rows > MOST) return `sorts ${rows} rows`;
  if (heavy.includes(relation) && rows > MOST)
    return `reads ${rows} rows of ${relation} by ${node['Index Name'] ?? type}`;
  return undefined;
};

const note = (text: string, plan: Plan): void => {
  if (size === undefined) return;
  const of = seen.get(text) ?? { blocks: { large: 0, larger: 0 }, faults: new Set() };
  seen.set(text, of);
  if (isAnalyzed) of.blocks[size] = Math.max(of.blocks[size], plan['Shared Hit Blocks'] + plan['Shared Read Blocks']);
  for (const fault of nodesOf(plan).flatMap((node) => faultOf(node) ?? [])) of.faults.add(fault);
};

const UNDONE = new Error('It was only tried.');

const literal = (value: unknown): string => (value === null ? 'null' : `'${String(value).replaceAll("'", "''")}'`);

let tried = 0;

/** Does a statement as a server would that has prepared it, notes its plan, and undoes it. */
const explain = async (transaction: TransactionSql, text: string, values: readonly unknown[]): Promise<void> => {
  tried += 1;
  const name = `tried_${tried}`;
  await transaction
    .savepoint(async (attempt) => {
      await attempt.unsafe(`prepare ${name} as ${text}`).simple();
      const given = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
      const [row] = await attempt
        .unsafe<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }[]>(
          `explain (analyze, buffers, timing off, format json) execute ${name}${given}`,
        )
        .simple();
      const [explained] = row?.['QUERY PLAN'] ?? [];
      if (explained !== undefined) note(text, explained.Plan);
      throw UNDONE;
    })
    .catch((error: unknown) => {
      if (error !== UNDONE) throw error;
    });
};

// The forms of lists that weigh their rows are asked only where the light ones withhold something: here these may be told to have found such a row.
let withholds = false;

const lightTexts = new Set(
  statements.filter(({ names }) => (names as readonly string[]).includes('light')).map(({ text }) => text),
);

const withheldRow = new Proxy({}, { get: (_, name) => (name === 'id' ? 'withheld' : null) });

type Asked = Pick<TransactionSql, 'unsafe'>;

/** A client that explains each statement before it does it, on the data that it finds. */
const explaining = (sql: Sql): Sql => {
  const begin = (work: (asked: Asked) => Promise<unknown>): Promise<unknown> =>
    sql.begin(async (transaction) => {
      for (const [setting, value] of Object.entries(PLANNING))
        await transaction.unsafe(`set local ${setting} = ${value}`);
      const unsafe = async (text: string, values: never[]): Promise<unknown> => {
        if (size !== undefined) await explain(transaction, text, values);
        return withholds && lightTexts.has(text) ? [withheldRow] : transaction.unsafe(text, values);
      };
      return work({ unsafe } as unknown as Asked);
    });
  return {
    begin,
    unsafe: (text: string, values: never[]) => begin(({ unsafe }) => unsafe(text, values)),
  } as unknown as Sql;
};

/** A project in which much is done: half of it answered once, some of the rest claimed, with a lease that runs or one that ended, or deleted. */
interface Filled {
  readonly project: ProjectWorld;
  /** Has answered the first half. */
  readonly veteran: Caller;
  /** Holds more tasks than one may. */
  readonly holder: Caller;
  /** Has nothing open before them. */
  readonly finished: Caller;
}

const fill = async (harness: PostgresHarness, items: number): Promise<Filled> => {
  const { sql } = harness;
  const project = await newProject(harness, 0, { overlap: 3 });
  const [veteran, holder, finished] = (await project.annotators(3)) as [Caller, Caller, Caller];
  const project_id = project.project.id;
  await sql.unsafe(
    `
    with made as (
      insert into items (project_id, id, external_id, data, metadata, priority, overlap, claimed_count, submitted_count, annotation_count, queue_position, created_at, updated_at, deleted_at)
      select $1::uuid, uuidv7(), 'old-' || n, '{"text": "x"}', '{}', n % 2, case when n > ${items / 2} and n % 10 < 2 then 1 else 3 end, (n > ${items / 2} and n % 10 < 2)::int, (n <= ${items / 2})::int, (n <= ${items / 2})::int,
        nextval('queue_positions'), '2026-01-01', '2026-01-01', case when n > ${items / 2} and n % 10 = 5 then timestamptz '2025-12-30' end
      from generate_series(1, ${items}) n
      returning id, substr(external_id, 5)::int as n
    ),
    turns as (
      insert into tasks (project_id, id, item_id, annotator_id, state, lease_expires_at, guideline_version, annotation_ui_version, created_at, updated_at)
      select $1::uuid, uuidv7(), m.id, 
        case when m.n <= ${items / 2} then $2::uuid when m.n <= ${items / 2 + 1000} then $3::uuid else ('00000000-0000-7000-9000-' || lpad((m.n / 500)::text, 12, '0'))::uuid end,
        case when m.n <= ${items / 2} then 'submitted' else 'claimed' end,
        case when m.n % 2 = 0 then timestamptz '2026-01-02' else '2025-12-31' end, 1, 1, '2026-01-01', '2026-01-01'
      from made m where m.n <= ${items / 2} or m.n % 10 < 2
      returning id, item_id, annotator_id, state
    ),
    answers as (
      insert into annotations (project_id, id, item_id, task_id, annotator_id, value, guideline_version, annotation_ui_version, source, revision, created_at, updated_at)
      select $1::uuid, uuidv7(), t.item_id, t.id, t.annotator_id, $4::text::jsonb, 1, 1, 'task', 2, '2026-01-01', '2026-01-01' from turns t where t.state = 'submitted'
      returning id
    ),
    revisions as (
      insert into annotation_revisions (project_id, annotation_id, revision, value, created_at)
      select $1::uuid, a.id, 1, $4::text::jsonb, '2026-01-01' from answers a
    )
    insert into predictions (project_id, id, item_id, model, model_version, value, created_at)
    select $1::uuid, uuidv7(), m.id, 'm', '1', $4::text::jsonb, '2026-01-01' from made m where m.n % 2 = 0`,
    [project_id, veteran.user_id, holder.user_id, JSON.stringify(answer(1))],
  );
  await sql`
    insert into counters (project_id, user_id, items_open, items_claimed, items_complete, tasks_claimed, tasks_submitted, tasks_skipped, tasks_released, tasks_expired)
    select ${project_id}::uuid, u.id, ${items}, 0, 0, case when u.id = ${holder.user_id} then 200 else 0 end, 0, 0, 0, 0 from unnest(${[veteran.user_id, holder.user_id]}::uuid[]) as u(id)
    on conflict (project_id, user_id) do update set items_open = excluded.items_open, tasks_claimed = excluded.tasks_claimed`;
  await sql`
    insert into queue_cursors (project_id, annotator_id, claims, positions)
    select ${project_id}::uuid, x.id, 1, array_fill(x.position, array[10])
    from (
      select ${veteran.user_id}::uuid as id, (select max(queue_position) from items where project_id = ${project_id} and annotation_count > 0) as position
      union all
      select ${finished.user_id}::uuid, (select max(queue_position) from items where project_id = ${project_id})
    ) x`;
  return { project, veteran, holder, finished };
};

const FOREVER = '9999-12-31T00:00:00.000Z';

const takeFrom = async <T>(all: AsyncIterable<T>, count: number): Promise<number> => {
  let taken = 0;
  for await (const _ of all) {
    taken += 1;
    if (taken === count) break;
  }
  return taken;
};

/** Does whatever reads or writes what a project holds many of. */
const use = async (
  { store, sql, newId }: PostgresHarness,
  { project, veteran, holder, finished }: Filled,
): Promise<void> => {
  const { application, admin, scope, clock } = project;
  const project_id = project.project.id;
  const [annotator, other] = (await project.annotators(2)) as [Caller, Caller];
  let keys = 0;
  const keyed = async ({ user_id }: Caller, operation: OperationName): Promise<Caller> => {
    keys += 1;
    return valueOf(
      await application.callerFor(user_id, { type: 'project', id: project_id }, 'test', {
        operation,
        key: `key-${keys}`,
        request_hash: 'x',
      }),
    );
  };
  const listed = async (list: (page: PageRequest) => Promise<Result<unknown, unknown>>): Promise<void> => {
    for (withholds of [true, false])
      for (const order of ['asc', 'desc'] as const) valueOf(await list({ per_page: 50, order }));
  };
  const item = async (where: string): Promise<Id> => {
    const [row] = await sql.unsafe<{ id: Id }[]>(
      `select id from items where project_id = $1 and ${where} order by id offset 1000 limit 1`,
      [project_id],
    );
    return row?.id ?? '';
  };
  const [untouched, answered] = [
    await item(`annotation_count = 0 and claimed_count = 0 and deleted_at is null`),
    await item('annotation_count > 0'),
  ];
  const held =
    (
      await sql<
        { item_id: Id }[]
      >`select item_id from tasks where project_id = ${project_id} and annotator_id = ${holder.user_id} and claimed_until > '2026-01-01' order by id offset 50 limit 1`
    )[0]?.item_id ?? '';

  // Claims: from the front, behind what one has answered, at random, of one item, of a place whose lease ended, and in vain.
  for (const by of [annotator, veteran, finished]) {
    await project.claimOne(by);
    await project.claim(by, 20);
    await project.claimBy(by, { strategy: 'random' });
  }
  await project.claimBy(other, { item_id: untouched });
  for (const by of [holder, await keyed(holder, 'claimTasks')])
    expect((await project.claim(by)).reason).toBe('holding');
  for (const by of [veteran, await keyed(veteran, 'claimTasks')])
    expect((await project.claimBy(by, { item_id: answered })).reason).toBe('exhausted');
  await project.claimBy(await keyed(other, 'claimTasks'), { item_id: held });
  await project.claimBy(await keyed(other, 'claimTasks'), { strategy: 'random' });
  const claimed = async (): Promise<{ readonly id: Id }> =>
    only((await project.claim(await keyed(other, 'claimTasks'))).tasks);
  const task = await claimed();
  valueOf(await project.renew(other, task));
  valueOf(await project.renew(await keyed(other, 'renewTask'), task));
  const given = valueOf(await project.submit(other, task));
  valueOf(await project.submit(await keyed(other, 'submitTask'), await claimed()));
  valueOf(await project.release(other, await claimed()));
  valueOf(await project.release(await keyed(other, 'releaseTask'), await claimed()));
  valueOf(await project.skip(other, await claimed()));

  // Lists and single things.
  await listed((page) => application.listItems(admin, { project_id, page }));
  await listed((page) => application.listItems(admin, { project_id, page, deleted: true }));
  await listed((page) => application.listItems(admin, { project_id, page, state: 'complete' }));
  for (const exhausted of [true, false])
    await listed((page) => application.listItems(admin, { project_id, page, exhausted }));
  await listed((page) =>
    application.listItems(admin, { project_id, page, metadata: { a: 'b' }, created_after: '2026-01-01T00:00:00Z' }),
  );
  await listed((page) => application.listItems(admin, { project_id, page, external_id: 'old-100' }));
  const few = annotator.user_id;
  const many = veteran.user_id;
  for (const of of [
    {},
    { annotator_id: few },
    { annotator_id: many },
    { state: 'skipped' },
    { annotator_id: few, state: 'skipped' },
    { annotator_id: many, state: 'skipped' },
    { annotator_id: few, state: 'claimed' },
    { item_id: answered },
  ] as const)
    await listed((page) => application.listTasks(admin, { project_id, page, ...of }));
  const changed_since = '2026-01-01T12:00:00Z';
  for (const of of [
    {},
    { annotator_id: few },
    { annotator_id: many },
    { changed_since },
    { annotator_id: few, changed_since },
    { annotator_id: many, changed_since },
    { item_id: answered },
  ] as const)
    await listed((page) => application.listAnnotations(admin, { project_id, page, ...of }));
  for (const of of [{}, { model: 'm' }, { model: 'none' }, { item_id: answered }] as const)
    await listed((page) => application.listPredictions(admin, { project_id, page, ...of }));
  valueOf(await project.revise(other, given, answer(2)));
  await listed((page) => application.listAnnotationRevisions(admin, { project_id, annotation_id: given.id, page }));
  valueOf(await application.getItem(admin, { project_id, item_id: untouched }));
  valueOf(await application.getTask(admin, { project_id, task_id: task.id }));
  valueOf(await application.getAnnotation(admin, { project_id, annotation_id: given.id }));
  valueOf(await application.getProgress(admin, { project_id }));
  await listed((page) => application.listAnnotatorProgress(admin, { project_id, page }));

  // Imports and exports.
  for (const lines of [manyItems(1000), manyItems(1000), manyItems(1000, { metadata: { a: 1 } })])
    await project.importItems(lines, { on_conflict: 'update' });
  const lines = upTo(500).map((n) => ({ external_id: `item-${n}`, value: answer() }));
  for (const reason of ['a', 'b'])
    await project.importSkips(
      lines.map(({ external_id }) => ({ external_id, annotator: 'somebody who skips', reason })),
      { on_conflict: 'update' },
    );
  await project.importPredictions(lines.map((line) => ({ ...line, model: 'm', model_version: '2' })));
  await project.importAnswers(lines.map((line) => ({ ...line, annotator: 'somebody else' })));
  await project.importAnswers(
    lines.map((line) => ({ ...line, annotator: 'somebody else', value: answer(1) })),
    { on_conflict: 'update' },
  );
  const first = await project.beginExport();
  await takeFrom(first.chunks, 3);
  await takeFrom((await project.beginExport({ state: 'complete' })).chunks, 2);
  await project.revise(other, given, answer(1));
  // What changed is there when no transaction is left that was running then, in any database of the server.
  while ((await takeFrom((await project.beginExport({ changed_since: first.next_cursor })).chunks, 2)) === 0);

  // Changes of single items and of many, and the end of things.
  valueOf(await application.updateItem(admin, { project_id, item_id: untouched, priority: 5, metadata: { a: 'b' } }));
  valueOf(await project.requeue({ id: untouched }, { overlap: 5 }));
  valueOf(await application.deleteItem(admin, { project_id, item_id: untouched }));
  valueOf(await application.restoreItem(admin, { project_id, item_id: untouched }));
  // What fits is counted, by whatever leads to it; where it is another number than is expected, nothing more is done.
  for (const filter of [
    { item_id: answered },
    { annotator_id: few },
    { annotator_id: many },
    { source: 'import' },
  ] as const)
    await application.deleteAnnotations(admin, { project_id, filter, expected_count: -1 });
  for (const filter of [{ item_id: answered }, { model: 'm' }, { model: 'none' }, { model_version: '1' }] as const)
    await application.deletePredictions(admin, { project_id, filter, expected_count: -1 });
  const [prediction] = valueOf(
    await application.listPredictions(admin, { project_id, model: 'm', page: { per_page: 1, order: 'desc' } }),
  ).items;
  for (const isBack of [true, false]) {
    valueOf(await project.deleteAnnotation(given));
    valueOf(await application.deletePrediction(admin, { project_id, prediction_id: prediction?.id ?? '' }));
    await listed((page) => application.listAnnotations(admin, { project_id, deleted: true, page }));
    await listed((page) => application.listPredictions(admin, { project_id, deleted: true, page }));
    if (!isBack) break;
    valueOf(await project.restoreAnnotation(given));
    for (const _ of [1, 2])
      valueOf(await application.restorePrediction(admin, { project_id, prediction_id: prediction?.id ?? '' }));
  }
  const change = { by: admin.user_id, at: clock.now().toISOString(), causation_id: null };
  await store.within(scope).items.applyOverlap({ overlap: 4, after: answered, change, event_id: newId() });
  const above = { ...scope, project_id: null };
  const named = only((await store.within(above).externalUsers.list({ per_page: 1, order: 'desc' })).items);
  const link = { external_user_id: named.id, user_id: admin.user_id };
  await store.within(above).externalUsers.countToMove(project_id, link);
  await store.transact(
    above,
    async ({ externalUsers }) => ({ ok: true, value: await externalUsers.link(link, change) }) as const,
  );
  await store.transact(
    scope,
    async ({ externalUsers }) =>
      ({ ok: true, value: await externalUsers.moveAnswers(project_id, link, change, upTo(401).map(newId)) }) as const,
  );
  await store.transact(
    above,
    async ({ externalUsers }) => ({ ok: true, value: await externalUsers.finish(named.id, change.at) }) as const,
  );
  if (isAnalyzed) await sql`vacuum`;
  await takeFrom(store.purge(FOREVER), 6);
  await store
    .within({ ...scope, project_id: null })
    .members.releaseTasks({ project_id, user_id: annotator.user_id }, change, upTo(200).map(newId));
  valueOf(await application.deleteProject(admin, { project_id }));
  await takeFrom(store.purge(FOREVER), 12);
  await sql`update projects set deleted_at = null where id = ${project_id}`;
};

let harness: PostgresHarness;
beforeAll(async () => {
  const opened = await openPostgresHarness();
  harness = { ...opened, store: createPostgresStore(createPool({ max: 1, open: () => explaining(opened.sql) })) };
  const { sql } = harness;
  // Plans are looked at while nothing is known of the tables, and again when all is.
  for (const table of heavy) await sql`alter table ${sql(table)} set (autovacuum_enabled = false)`;
  const projects = { large: await fill(harness, SIZES.large), larger: await fill(harness, SIZES.larger) };
  for (isAnalyzed of [false, true]) {
    // Written again in full first: what is put in afterwards would fill the gaps that the purge left, wherever they are, and its blocks be counted.
    if (isAnalyzed) for (const way of ['full', 'analyze']) await sql.unsafe(`vacuum (${way})`);
    for (size of ['large', 'larger'] as const) await use(harness, projects[size]);
    size = undefined;
  }
}, 240_000);
afterAll(() => harness.close());

const nameOf = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 120);

const isOnHeavy = ({ text }: { readonly text: string }): boolean =>
  heavy.some((table) => new RegExp(`\\b(from|join|update|into)\\s+${table}\\b`).test(text));

// At the start of a server, once: whether the database was restored into another cluster. And the lengths of the texts of items that a line of spans each names.
const notTried = [
  'select exists ( select from projects p cross join lateral ( select i.changed_in',
  'with project as ( select p.id from projects p cross join lateral (select i.id',
  'char_length(i.data ->> k.key)',
];

test('every statement on what a project holds many of was tried', () => {
  const others = statements
    .filter(isOnHeavy)
    .filter(({ text }) => !seen.has(text))
    .map(({ text }) => text.replace(/\s+/g, ' ').trim());
  expect(others.filter((text) => !notTried.some((part) => text.includes(part)))).toEqual([]);
});

// What fits a filter is counted before it is deleted: all of it, which is what is asked for.
const counts = ['with fitting as materialized'];

const isCount = (text: string): boolean => counts.some((start) => nameOf(text).startsWith(start));

test('none reads all of a table, sorts all that there is, or reads more than a walk may', () => {
  expect(
    [...seen]
      .filter(([text, { faults }]) => faults.size > 0 && !isCount(text))
      .map(([text, { faults }]) => [nameOf(text), ...faults]),
  ).toEqual([]);
});

// What counts the leases that have ended looks at each: of these there are as many more as the project is larger. That nothing else counts is seen in `ended-leases.test.ts`.
const countsLeases = ['with ended as materialized'];

// An index of more rows may be a level higher, which each probe passes; rows that lie side by side in one project may lie apart in the other.
test('none looks at more blocks in a project over twice as large', () => {
  const growth = (text: string): number =>
    isCount(text) || countsLeases.some((start) => nameOf(text).startsWith(start)) ? SIZES.larger / SIZES.large : 1;
  const grown = [...seen].filter(([text, { blocks }]) => blocks.larger > 1.5 * growth(text) * blocks.large + 500);
  expect(grown.map(([text, { blocks }]) => [nameOf(text), blocks])).toEqual([]);
});
