import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyDatabase, DatabaseNotEmpty, migrate, openPostgres } from '@goldset/adapter-postgres';
import { createApplication, INSTALLATION } from '@goldset/core';
import type { Application, Caller } from '@goldset/core';
import { newTestClock, testDependencies } from '@goldset/core/testing';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBlankDatabase, createTestDatabase } from '../../../test/postgres.ts';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

let harness: PostgresHarness;
let url: string;
const ends: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  harness = await openPostgresHarness();
  ends.push(() => harness.close());
  const { host, port, user, pass, database } = harness.sql.options as unknown as {
    host: string[];
    port: number[];
    user: string;
    pass: string;
    database: string;
  };
  url = `postgres://${encodeURIComponent(user)}:${encodeURIComponent(pass)}@${host[0]}:${port[0]}/${database}`;
});

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const connect = (to: string): postgres.Sql => {
  const sql = postgres(to, { max: 1, onnotice: () => undefined });
  ends.push(() => sql.end());
  return sql;
};

interface Filled {
  readonly application: Application;
  readonly caller: Caller;
  readonly project_id: string;
}

const valueOf = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const fill = async (): Promise<Filled> => {
  const application = createApplication(testDependencies(harness, newTestClock()));
  const secret = 'the-secret-of-the-first-user';
  await application.createFirstUser({ email: 'first@example.org', secret }, () => undefined);
  const at = async (target: Parameters<Application['authenticate']>[1]): Promise<Caller> =>
    valueOf(await application.authenticate(secret, target, 'request'));
  const organization_id = valueOf(await application.createOrganization(await at(INSTALLATION), { name: 'Acme' })).id;
  const settings = { overlap: 1, lease_seconds: 600, max_claimed: 100, show_predictions: false, description: '' };
  const project_id = valueOf(
    await application.createProject(await at({ type: 'organization', id: organization_id }), {
      organization_id,
      name: 'Reviews',
      ...settings,
    }),
  ).id;
  const caller = await at({ type: 'project', id: project_id });
  const lines = (async function* () {
    for (let n = 1; n <= 3; n += 1)
      yield { line: n, bytes: 50, value: { external_id: `n${n}`, data: { text: 'tab\t, new\nline, \\ and "é"' } } };
  })();
  valueOf(await application.importItems(caller, { project_id, lines, on_conflict: 'reject', on_error: 'continue' }));
  return { application, caller, project_id };
};

const AHEAD = '900000000000';

describe('ids of transactions of another cluster', () => {
  const ahead = async (): Promise<readonly [number, number]> => {
    const [found] = await harness.sql<{ items: number; events: number }[]>`
      select (select count(*)::int from items where changed_in > pg_current_xact_id()) as items, (select count(*)::int from outbox where transaction_id > pg_current_xact_id()) as events`;
    return [found?.items ?? -1, found?.events ?? -1];
  };

  test('count as those of this one once the server starts', async () => {
    await fill();
    await harness.sql`update items set changed_in = ${AHEAD}::text::xid8 where external_id <> 'n1'`;
    await harness.sql`update outbox set transaction_id = ${AHEAD}::text::xid8`;
    expect(await ahead()).toEqual([2, expect.any(Number)]);
    const before = await harness.sql<
      { changed_in: string }[]
    >`select changed_in::text from items where external_id = 'n1'`;
    await migrate(url);
    expect(await ahead()).toEqual([0, 0]);
    expect(await harness.sql`select changed_in::text from items where external_id = 'n1'`).toEqual(before);
  });

  test('are no reason to write where there are none', async () => {
    await fill();
    const [before] = await harness.sql<{ id: string }[]>`select pg_current_xact_id()::text as id`;
    await migrate(url);
    const rows =
      await harness.sql`select 1 from items where changed_in > ${before?.id ?? ''}::text::xid8 union all select 1 from outbox where transaction_id > ${before?.id ?? ''}::text::xid8`;
    expect(rows).toEqual([]);
  });
});

test('the backlog is what is not published yet', async () => {
  await fill();
  const { backlog, close } = openPostgres(url);
  ends.push(close);
  const [all] = await harness.sql<
    { n: number; first: Date }[]
  >`select count(*)::int as n, min(created_at) as first from outbox`;
  const at = new Date((all?.first.getTime() ?? 0) + 5_000);
  expect(await backlog(at)).toEqual({ seconds: 5, events: all?.n });
  await harness.sql`update outbox set published_at = now() where type <> 'goldset.items.imported'`;
  const [rest] = await harness.sql<{ n: number }[]>`select count(*)::int as n from outbox where published_at is null`;
  expect((await backlog(at)).events).toBe(rest?.n);
  await harness.sql`update outbox set published_at = now()`;
  expect(await backlog(at)).toEqual({ seconds: 0, events: 0 });
});

describe('a copy of a database', () => {
  const contentOf = async (sql: postgres.Sql): Promise<Record<string, unknown>> => {
    const tables = await sql<
      { name: string }[]
    >`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`;
    const content: Record<string, unknown> = {};
    for (const { name } of tables) {
      content[name] = (
        await sql`select to_jsonb(t) - 'changed_in' - 'transaction_id' as row from ${sql(name)} t order by 1`
      ).map(({ row }) => row as unknown);
    }
    return content;
  };

  test('holds all of it, and goes on where it stopped', { timeout: 120_000 }, async () => {
    const { caller, project_id } = await fill();
    const blank = await createBlankDatabase();
    ends.push(() => blank.drop());
    const counts: Record<string, number> = {};
    await copyDatabase(url, blank.url, (name, rows) => {
      counts[name] = rows;
    });
    const copy = connect(blank.url);
    const content = await contentOf(copy);
    expect(content).toEqual(await contentOf(harness.sql));
    expect(counts).toMatchObject({ users: 1, organizations: 1, projects: 1, items: 3, tokens: 1 });
    const [ahead] = await copy`select count(*)::int as n from items where changed_in > pg_current_xact_id()`;
    expect(ahead?.['n']).toBe(0);

    const { store, close } = openPostgres(blank.url);
    ends.push(close);
    const there = createApplication(testDependencies({ ...harness, store }, newTestClock()));
    const lines = (async function* () {
      yield { line: 1, bytes: 50, value: { external_id: 'n1', data: { text: 'tab\t, new\nline, \\ and "é"' } } };
      yield { line: 2, bytes: 50, value: { external_id: 'n4', data: { text: 'new' } } };
    })();
    const imported = valueOf(
      await there.importItems(caller, { project_id, lines, on_conflict: 'reject', on_error: 'continue' }),
    );
    expect(imported).toMatchObject({ created: 1, unchanged: 1, rejected: 0 });
    const places = await copy<{ external_id: string }[]>`select external_id from items order by queue_position`;
    expect(places.map(({ external_id }) => external_id)).toEqual(['n1', 'n2', 'n3', 'n4']);
  });

  test(
    'comes to its end also where the rows of a table and their end come at once, and are more than a stream holds',
    { timeout: 60_000 },
    async () => {
      for (const rows of [450, 550, 650]) {
        const [from, to] = [await createTestDatabase(), await createBlankDatabase()];
        ends.push(from.drop, to.drop);
        const sql = connect(from.url);
        await sql`
        insert into users (id, kind, name, email, email_key, created_at)
        select gen_random_uuid(), 'person', repeat('x', 60), n || '@example.org', n || '@example.org', now() from generate_series(1, ${rows}::int) as n`;
        const counts: Record<string, number> = {};
        await copyDatabase(from.url, to.url, (name, count) => {
          counts[name] = count;
        });
        expect(counts['users']).toBe(rows);
        await sql.end();
      }
    },
  );

  test('is made into an empty database only', async () => {
    await fill();
    const other = await createTestDatabase();
    ends.push(() => other.drop());
    const sql = connect(other.url);
    await sql`insert into users (id, kind, name, email, email_key, created_at) values (${harness.newId()}, 'person', 'Ada', 'ada@example.org', 'ada@example.org', now())`;
    await expect(copyDatabase(url, other.url, () => undefined)).rejects.toThrow(DatabaseNotEmpty);
    expect((await sql`select id from organizations`).length).toBe(0);
  });
});

describe('a migration', () => {
  const ownFolder = fileURLToPath(new URL('../migrations', import.meta.url));

  /** The migrations with one more, which adds a column to every table that matters. */
  const withOneMore = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'goldset-migrations-'));
    ends.push(async () => rmSync(folder, { recursive: true }));
    cpSync(ownFolder, folder, { recursive: true });
    const file = join(folder, 'meta/_journal.json');
    const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { idx: number; when: number; tag: string }[] };
    const last = journal.entries.at(-1);
    journal.entries.push({ ...last, idx: journal.entries.length, when: (last?.when ?? 0) + 1, tag: '9999_one_more' });
    writeFileSync(file, JSON.stringify(journal));
    const tables = [
      'users',
      'tokens',
      'organizations',
      'projects',
      'items',
      'tasks',
      'annotations',
      'counters',
      'outbox',
      'queue_cursors',
    ];
    writeFileSync(
      join(folder, '9999_one_more.sql'),
      tables.map((table) => `alter table "${table}" add column "one_more" text;`).join('--> statement-breakpoint\n'),
    );
    return folder;
  };

  /** The migrations up to the one before `tag`. */
  const migrationsBefore = (tag: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'goldset-migrations-'));
    ends.push(async () => rmSync(folder, { recursive: true }));
    cpSync(ownFolder, folder, { recursive: true });
    const file = join(folder, 'meta/_journal.json');
    const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { tag: string }[] };
    const entries = journal.entries.slice(
      0,
      journal.entries.findIndex((entry) => entry.tag.endsWith(tag)),
    );
    writeFileSync(file, JSON.stringify({ ...journal, entries }));
    return folder;
  };

  test('fills in the form in which addresses are compared, and renames a first user whose name is their address', async () => {
    const database = await createBlankDatabase();
    ends.push(database.drop);
    await migrate(database.url, migrationsBefore('_addresses'));
    const sql = connect(database.url);
    await sql`
      insert into users (id, kind, name, email, is_first, created_at) values
        (gen_random_uuid(), 'person', 'Ada@Example.org', 'Ada@Example.org', true, now()), (gen_random_uuid(), 'person', 'b@x.org', 'B@x.org', false, now())`;
    await migrate(database.url);
    const { store, close } = openPostgres(database.url);
    ends.push(close);
    const { users } = store.within({ organization_id: null, project_id: null });
    const found = await Promise.all(['ada@example.org', 'b@x.org'].map((key) => users.findByEmail(key)));
    expect(found.map((user) => user?.name)).toEqual(['Ada', 'b@x.org']);
    await sql.end();
  });

  test('knows by their addresses who is a member and who has left, and links the names that imports brought', async () => {
    const database = await createBlankDatabase();
    ends.push(database.drop);
    await migrate(database.url, migrationsBefore('_external_users'));
    const sql = connect(database.url);
    const [member, left, elsewhere, organization, other, project] = [1, 2, 3, 4, 5, 6].map(() => harness.newId()) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const people = [member, left, elsewhere].map((id, n) => ({
      id,
      kind: 'person',
      name: `p${n}`,
      email: `p${n}@x.org`,
      email_key: `p${n}@x.org`,
      created_at: new Date(),
    }));
    await sql`insert into users ${sql(people)}`;
    await sql`insert into organizations ${sql([organization, other].map((id) => ({ id, name: 'Acme', created_by: member, created_at: new Date(), updated_at: new Date() })))}`;
    await sql`insert into members (organization_id, user_id, created_at) values (${organization}, ${member}, now()), (${other}, ${elsewhere}, now())`;
    await sql`
      insert into projects (id, organization_id, name, description, overlap, lease_seconds, max_claimed, show_predictions, created_by, created_at, updated_at)
      values (${project}, ${organization}, 'P', '', 1, 60, 1, false, ${member}, now(), now())`;
    await sql`insert into counters values (${project}, ${left}, 0, 0, 0, 0, 1, 0, 0, 0, 0)`;
    const externals = ['P0@X.org', 'P1@X.org', 'P2@X.org', 'Ada@Bücher.example'].map((name) => ({
      id: harness.newId(),
      kind: 'external',
      name,
      organization_id: organization,
      created_by: member,
      created_at: new Date(),
    }));
    await sql`insert into users ${sql(externals)}`;
    await migrate(database.url);
    // What has other letters than ASCII has no key that SQL could work out.
    expect(await sql`select name from external_users where email_key = ''`).toEqual([{ name: 'Ada@Bücher.example' }]);
    const linked = await sql<
      { name: string; linked_to: string | null }[]
    >`select name, linked_to from external_users where email_key <> '' order by name`;
    expect(linked.map(({ name, linked_to }) => [name, linked_to])).toEqual([
      ['P0@X.org', member],
      ['P1@X.org', left],
      ['P2@X.org', null],
    ]);
    const joined = await sql<
      { user_id: string }[]
    >`select user_id from member_addresses where organization_id = ${organization} order by email_key`;
    expect(joined.map(({ user_id }) => user_id)).toEqual([member, left]);
    await sql.end();
  });

  test('lets the tokens that invitations gave end in 30 days, and says who made those of machines', async () => {
    const database = await createBlankDatabase();
    ends.push(database.drop);
    await migrate(database.url, migrationsBefore('_people'));
    const sql = connect(database.url);
    const [first, grace, machine, organization] = [harness.newId(), harness.newId(), harness.newId(), harness.newId()];
    await sql`insert into users (id, kind, name, email, email_key, is_first, created_at) values
      (${first}, 'person', 'First', 'first@x.org', 'first@x.org', true, now()), (${grace}, 'person', 'Grace', 'grace@x.org', 'grace@x.org', false, now())`;
    await sql`insert into users (id, kind, name, organization_id, created_by, created_at) values (${machine}, 'service', 'Machine', ${organization}, ${first}, now())`;
    await sql`insert into tokens (id, user_id, organization_id, name, prefix, secret_hash, expires_at, created_at) values
      (gen_random_uuid(), ${first}, null, 'everywhere', 'x', '1', null, now()),
      (gen_random_uuid(), ${grace}, ${organization}, 'invitation', 'x', '2', null, now()),
      (gen_random_uuid(), ${grace}, ${organization}, 'made with it', 'x', '3', now() + interval '3 days', now()),
      (gen_random_uuid(), ${machine}, ${organization}, 'of a machine', 'x', '4', null, now())`;
    await migrate(database.url);
    const rows = await sql<{ name: string; days: number | null; created_by: string }[]>`
      select name, round(extract(epoch from expires_at - now()) / 86400)::int as days, created_by from tokens order by secret_hash`;
    expect(rows.map(({ name, days, created_by }) => [name, days, created_by])).toEqual([
      ['everywhere', null, first],
      ['invitation', 30, grace],
      ['made with it', 3, grace],
      ['of a machine', null, first],
    ]);
    const { store, close } = openPostgres(database.url);
    ends.push(close);
    const scope = { organization_id: null, project_id: null };
    const old = await store.within(scope).tokens.countOld(new Date().toISOString());
    expect([old.tokens, Date.parse(old.last_expires_at ?? '') > Date.now() + 29 * 86_400_000]).toEqual([2, true]);
    expect(
      (await store.within(scope).tokens.countOld(new Date(Date.now() + 4 * 86_400_000).toISOString())).tokens,
    ).toBe(1);
    expect([
      (await store.within(scope).users.find(first))?.email_verified,
      (await store.within(scope).users.find(grace))?.email_verified,
    ]).toEqual([true, false]);
    await sql.end();
  });

  test(
    'goes by without a request failing that is served meanwhile by the version before',
    { timeout: 120_000 },
    async () => {
      const { application, caller, project_id } = await fill();
      let over = false;
      let served = 0;
      const serve = async (): Promise<void> => {
        while (!over) {
          valueOf(
            await application.authenticate('the-secret-of-the-first-user', { type: 'project', id: project_id }, null),
          );
          const lines = (async function* () {
            yield { line: 1, bytes: 50, value: { data: { text: 'x' } } };
          })();
          valueOf(
            await application.importItems(caller, { project_id, lines, on_conflict: 'reject', on_error: 'continue' }),
          );
          valueOf(await application.getProgress(caller, { project_id }));
          served += 1;
        }
      };
      const serving = Promise.all(Array.from({ length: 4 }, serve));
      while (served < 20) await new Promise(setImmediate);
      await migrate(url, withOneMore());
      const before = served;
      while (served < before + 20) await new Promise(setImmediate);
      over = true;
      await serving;
      const [column] =
        await harness.sql`select 1 from information_schema.columns where table_name = 'items' and column_name = 'one_more'`;
      expect(column).toBeDefined();
    },
  );

  test('that cannot have a table keeps nobody else from it for long, and comes to its end when it can', async () => {
    await fill();
    const blocker = await harness.sql.reserve();
    await blocker`begin`;
    await blocker`lock table items in access share mode`;
    const migrating = migrate(url, withOneMore());
    const waits = async (): Promise<boolean> => {
      const [found] =
        await harness.sql`select exists (select from pg_locks where relation = 'items'::regclass and not granted) as waits`;
      return found?.['waits'] === true;
    };
    while (!(await waits()));
    const began = performance.now();
    await harness.sql`select count(*) from items`;
    expect(performance.now() - began).toBeLessThan(5_000);
    await blocker`commit`;
    blocker.release();
    await migrating;
    expect(await harness.sql`select one_more from items`).toHaveLength(3);
  });
});
