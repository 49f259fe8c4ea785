import { answer, manyItems, newProject, upTo, valueOf } from '@goldset/core/testing';
import type { ProjectWorld } from '@goldset/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

const FOREVER = '2100-01-01T00:00:00.000Z';

// Who shares the work of publishing, and what was asked for in the name of what is not there.
const OF_NO_TENANT = ['relay_leases', 'waiting_messages', 'missed'];

/** How many rows each table has of an organization and its project. A table that has no way to say is not known here. */
const rowsOf = async ({ organization, project }: ProjectWorld): Promise<Readonly<Record<string, number>>> => {
  const { sql } = harness;
  const columns = await sql<{ table: string; column: string }[]>`
    select t.table_name as table, c.column_name as column
    from information_schema.tables t
    left join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name and c.column_name in ('project_id', 'organization_id')
    where t.table_schema = 'public' and t.table_type = 'BASE TABLE' and t.table_name <> all (${OF_NO_TENANT})`;
  const rows: Record<string, number> = {};
  for (const table of new Set(columns.map((column) => column.table))) {
    const names = columns
      .filter((column) => column.table === table)
      .flatMap(({ column }) => (column === null ? [] : [column]));
    // Rows of no organization: who relays what, and how often clients without a token have asked.
    if (table === 'relay_leases' || table === 'rate_limits') continue;
    if (names.length === 0) expect(table).toBe('organizations');
    const where = [
      ...names.map((name) => `${name} in ('${organization.id}', '${project.id}')`),
      ...(names.includes('project_id') ? [] : [`id::text in ('${organization.id}', '${project.id}')`]),
    ];
    const hasId = names.includes('project_id') || table === 'organizations' || table === 'projects';
    const [row] = await sql.unsafe<{ count: number }[]>(
      `select count(*)::int as count from ${table} where ${(hasId ? where : where.slice(0, names.length)).join(' or ')}`,
    );
    rows[table] = row?.count ?? -1;
  }
  return rows;
};

/** A project in which there is something of everything that is kept. */
const newFullProject = async (items: number): Promise<ProjectWorld> => {
  const project = await newProject(harness, items, { overlap: 2 });
  const { application, founder, sql } = { ...project, sql: harness.sql };
  const [organization_id, project_id] = [project.organization.id, project.project.id];
  const [ann, bob] = await project.annotators(2);
  if (ann === undefined || bob === undefined) throw new Error('Two were hired.');
  for (const annotator of [ann, bob]) {
    const { tasks } = await project.claim(annotator, 60);
    for (const task of tasks.slice(0, 40)) valueOf(await project.submit(annotator, task, answer(1)));
    for (const task of tasks.slice(40, 50)) valueOf(await project.release(annotator, task));
  }
  const owner = await project.inOrganization(founder);
  valueOf(
    await application.createInvitation(owner, { organization_id, email: `${project_id}@example.org`, roles: [] }),
  );
  valueOf(await application.createServiceAccountToken(owner, { organization_id, user_id: ann.user_id, name: 'x' }));
  const target = { type: 'project', id: project_id } as const;
  valueOf(
    await application.createRoleBinding(await project.inProject(founder), {
      organization_id,
      user_id: bob.user_id,
      role: 'viewer',
      target,
    }),
  );
  // Too late to be purged by themselves.
  await sql`
    insert into deleted_annotations (project_id, id, item_id, annotator_id, value, annotation_ui_version, source, revision, created_at, updated_at, item_revision, deleted_at)
    select project_id, gen_random_uuid(), id, ${founder}, '{}', 1, 'import', 21, now(), now(), 1, '2200-01-01' from items where project_id = ${project_id} order by id limit 80`;
  await sql`
    insert into deleted_predictions (project_id, id, item_id, model, model_version, value, created_at, deleted_at)
    select project_id, gen_random_uuid(), id, 'm', '0', '{}', now(), '2200-01-01' from items where project_id = ${project_id}`;
  await sql`
    insert into annotation_revisions (project_id, annotation_id, revision, value, created_at)
    select project_id, id, n, '{}', now() from (select project_id, id from annotations union all select project_id, id from deleted_annotations) a cross join generate_series(1, 20) n where project_id = ${project_id}`;
  await sql`
    insert into predictions (project_id, id, item_id, model, model_version, value, created_at)
    select project_id, id, id, 'm', '1', '{}', now() from items where project_id = ${project_id}`;
  await sql`
    insert into idempotency_keys (project_id, owner_id, operation, key, request_hash, created_at, expires_at)
    select place, ${founder}, 'x', n::text, 'x', now(), now() from unnest(${[project_id, organization_id]}::uuid[]) place cross join generate_series(1, 3) n`;
  await sql`insert into inbox (project_id, event, content, expires_at) select ${project_id}, gen_random_uuid(), n, now() from generate_series(1, 3) n`;
  const external = harness.newId();
  await sql`insert into users (id, kind, name, organization_id, created_at) values (${external}, 'external', 'x', ${organization_id}, now())`;
  await sql`insert into external_users (organization_id, id, name, created_at) values (${organization_id}, ${external}, 'x', now())`;
  await sql`insert into external_names (organization_id) values (${organization_id})`;
  await sql`insert into member_addresses (organization_id, email_key, user_id, created_at) values (${organization_id}, 'x@example.org', ${founder}, now())`;
  return project;
};

const purge = async (before = FOREVER): Promise<readonly number[]> => {
  const removed: number[] = [];
  for await (const rows of harness.store.purge(before)) removed.push(rows);
  return removed;
};

test(
  'a purge leaves no row of a deleted organization in any table but its events, and touches no other',
  { timeout: 120_000 },
  async () => {
    const [project, other] = [await newFullProject(3000), await newFullProject(60)];
    const before = [await rowsOf(project), await rowsOf(other)];
    for (const rows of before) expect(Object.entries(rows).filter(([, count]) => count < 1)).toEqual([]);
    expect(before[0]).toMatchObject({ items: 3000, annotation_revisions: 3200 });
    const { application, founder, organization } = project;
    valueOf(
      await application.deleteOrganization(await project.inOrganization(founder), { organization_id: organization.id }),
    );

    // Whoever stops takes nothing apart that is not gone on with.
    for await (const rows of harness.store.purge(FOREVER)) {
      expect(rows).toBeGreaterThan(0);
      break;
    }
    const removed = (await Promise.all(upTo(3).map(() => purge()))).flat();
    expect(Math.max(...removed)).toBeLessThanOrEqual(1000);
    expect(removed.length).toBeGreaterThan(10);
    const { outbox, ...after } = await rowsOf(project);
    expect(Object.entries(after).filter(([, count]) => count !== 0)).toEqual([]);
    expect(outbox).toBeGreaterThan(0);
    expect(await rowsOf(other)).toEqual(before[1]);
    expect(await purge()).toEqual([]);
  },
);

test(
  'a purge of a deleted project leaves its organization, one of a deleted item its project',
  { timeout: 120_000 },
  async () => {
    const project = await newFullProject(1100);
    const { application, admin, founder } = project;
    const project_id = project.project.id;
    const items = await project.items();
    const [first, second] = items;
    if (first === undefined || second === undefined) throw new Error('There are some.');
    for (const { id } of [first, second]) valueOf(await application.deleteItem(admin, { project_id, item_id: id }));
    const kept = await project.progress();
    await purge();
    expect(await project.progress()).toEqual(kept);
    const { items: left, predictions } = await rowsOf(project);
    expect([left, predictions]).toEqual([1098, 1098]);
    const imported = await project.importItems(manyItems(2));
    expect(imported.created).toBe(2);

    valueOf(await application.deleteProject(await project.inProject(founder), { project_id }));
    await purge();
    const after = await rowsOf(project);
    for (const table of [
      'items',
      'tasks',
      'annotations',
      'annotation_revisions',
      'predictions',
      'counters',
      'queue_cursors',
      'guidelines',
      'annotation_uis',
      'projects',
    ]) {
      expect([table, after[table]]).toEqual([table, 0]);
    }
    for (const table of [
      'organizations',
      'members',
      'role_bindings',
      'tokens',
      'invitations',
      'users',
      'idempotency_keys',
    ])
      expect([table, (after[table] ?? 0) > 0]).toEqual([table, true]);
  },
);
