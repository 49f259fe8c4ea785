import { CitusMissing, distribute, statements } from '@goldset/adapter-postgres';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/postgres.ts';
import type { TestDatabase } from '../../../test/postgres.ts';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

const heavy = [
  'annotation_revisions',
  'annotation_uis',
  'annotations',
  'counters',
  'deleted_annotations',
  'deleted_predictions',
  'guidelines',
  'idempotency_keys',
  'inbox',
  'items',
  'outbox',
  'predictions',
  'queue_cursors',
  'tasks',
];

/** What is whole on every node. */
const reference = [
  'external_names',
  'external_users',
  'invitations',
  'member_addresses',
  'members',
  'missed',
  'organizations',
  'projects',
  'rate_limits',
  'relay_leases',
  'role_bindings',
  'tokens',
  'users',
  'waiting_messages',
];

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

describe('the schema can be distributed by project', () => {
  test('every table is named here', async () => {
    const tables = await harness.sql<
      { name: string }[]
    >`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;
    expect(tables.map(({ name }) => name)).toEqual([...heavy, ...reference].toSorted());
  });

  test.each(heavy)(
    'the primary key of %s, and every index and unique constraint, begins with project_id',
    async (table) => {
      const indexes = await harness.sql<{ name: string; first: string; is_primary: boolean }[]>`
      select i.relname as name, a.attname as first, x.indisprimary as is_primary
      from pg_index x
      join pg_class i on i.oid = x.indexrelid
      join pg_attribute a on a.attrelid = x.indrelid and a.attnum = x.indkey[0]
      where x.indrelid = ${table}::regclass`;
      expect(indexes.filter(({ is_primary }) => is_primary)).toHaveLength(1);
      expect(indexes.filter(({ first }) => first !== 'project_id')).toEqual([]);
    },
  );

  test('a foreign key goes from one heavy table to another by project, or between tables that are not heavy', async () => {
    const keys = await harness.sql<{ name: string; from: string; to: string; pairs: string[] }[]>`
      select f.conname as name, c.relname as from, r.relname as to, (
        select array_agg(a.attname || ' = ' || b.attname order by k.ord)
        from unnest(f.conkey, f.confkey) with ordinality as k(here, there, ord)
        join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.here
        join pg_attribute b on b.attrelid = f.confrelid and b.attnum = k.there
      ) as pairs
      from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class r on r.oid = f.confrelid
      where f.contype = 'f' and c.relnamespace = 'public'::regnamespace`;
    expect(keys.length).toBeGreaterThan(10);
    const wrong = keys.filter(({ from, to, pairs }) => {
      if (heavy.includes(from) !== heavy.includes(to)) return reference.includes(from);
      return heavy.includes(from) && pairs[0] !== 'project_id = project_id';
    });
    expect(wrong).toEqual([]);
  });

  test('there is no function and no trigger', async () => {
    const [found] = await harness.sql<{ functions: number; triggers: number }[]>`
      select (select count(*)::int from pg_proc where pronamespace = 'public'::regnamespace) as functions, (select count(*)::int from pg_trigger where not tgisinternal) as triggers`;
    expect(found).toEqual({ functions: 0, triggers: 0 });
  });
});

interface Block {
  /** What stands in it, with `()` in the place of everything in parentheses. */
  readonly text: string;
}

/** The query blocks of a statement: what stands between a pair of parentheses, without what stands in others in between, and cut at every set operation. */
const blocksOf = (statement: string): readonly Block[] => {
  const open: string[] = [''];
  const closed: string[] = [];
  const sql = statement.replace(/\/\*.*?\*\//gs, ' ').replace(/'(?:[^']|'')*'/g, "''");
  for (const character of sql) {
    if (character === '(') open.push('');
    else if (character === ')') {
      closed.push(open.pop() ?? '');
      open[open.length - 1] += '()';
    } else open[open.length - 1] += character;
  }
  return [...closed, ...open]
    .flatMap((text) => text.split(/\b(?:union all|union|intersect|except)\b/))
    .map((text) => ({ text }));
};

const tableNames = heavy.join('|');
// What may follow the name of a table that has no alias.
const keywords = 'where|set|order|group|limit|cross|left|join|on|for|using|values|select|returning|offset|as';
const reads = new RegExp(
  `\\b(?:from|join|update|using)\\s+(${tableNames})\\b(?!\\s*\\()(?:\\s+(?:as\\s+)?(?!(?:${keywords})\\b)([a-z_]+))?`,
  'g',
);
const lists = new RegExp(`,\\s*(${tableNames})\\s+[a-z]+\\b`, 'g');
const inserts = new RegExp(`\\binsert\\s+into\\s+(${tableNames})\\b`, 'g');

/** With which parameters a statement says which project it means, one for each heavy table in it; `undefined` where it does not say. */
const partitionsOf = (statement: string): readonly (readonly [table: string, parameter: string | undefined])[] => {
  const ctes = new Set([...statement.matchAll(/\b([a-z_]+) as (?:materialized )?\(/g)].map(([, name]) => name));
  const inserted = [...statement.matchAll(inserts)].map(([, table = '']): [string, string | undefined] => {
    const value = new RegExp(
      `insert\\s+into\\s+${table}\\s*\\(\\s*project_id\\b[^)]*\\)\\s*(?:select|values\\s*\\()\\s*(\\$\\d+)::uuid`,
    ).exec(statement);
    return [table, value?.[1]];
  });
  const read = blocksOf(statement).flatMap(({ text }) => {
    expect(text).not.toMatch(lists);
    return [...text.matchAll(reads)]
      .filter(
        ([, table = '']) =>
          !ctes.has(table) || new RegExp(`\\b(?:update|from|join)\\s+${table}\\s+[a-z]+\\b`).test(text),
      )
      .map(([, table = '', alias]): [string, string | undefined] => {
        const prefix = alias === undefined ? '(?<![.\\w])' : `\\b${alias}\\.`;
        return [table, new RegExp(`${prefix}project_id = (\\$\\d+)::uuid`).exec(text)?.[1]];
      });
  });
  return [...inserted, ...read];
};

/** Statements that mean more than one project, by how they begin once spaces are made one, with the reason. */
const acrossProjects: readonly (readonly [begins: string, reason: string])[] = [
  [
    'select exists ( select from projects p cross join lateral ( select i.changed_in',
    'after a restore, before the server serves: looks for what came from another cluster; left out on Citus',
  ],
  [
    'with project as ( select p.id from projects p cross join lateral',
    'the same: mends items of one project after the other',
  ],
  ['update outbox o set transaction_id = pg_current_xact_id()', 'the same: mends events'],
  ['with recursive firsts as', 'the backlog, for the metrics'],
  [
    'with recursive keys as ( ( select o.project_id from outbox o where o.project_id >',
    'forgets events, wherever they stand',
  ],
  [
    'with recursive keys as ( ( select o.project_id from outbox o where o.published_at is null',
    'the relay: takes what waits of every project',
  ],
  ['update outbox o set published_at', 'the relay: notes what it has published of every project'],
  [
    'select p.id from projects p cross join lateral ( select from items i',
    'the purge: in which projects there is something to purge',
  ],
  ['select p.id from projects p cross join lateral ( select from deleted_annotations d', 'the same, of annotations'],
  ['select p.id from projects p cross join lateral ( select from deleted_predictions d', 'the same, of predictions'],
  [
    'with expired as materialized ( select k.project_id, k.owner_id',
    'forgets answers whose keys have expired, wherever they stand',
  ],
  ['with expired as materialized ( select n.project_id, n.event', 'the same for what is noted of Kafka’s messages'],
  [
    'select e.id, e.source, e.name',
    'the external users of an organization: how much each has answered in all of its projects',
  ],
  ['with found as materialized ( select e.id, e.source, e.name', 'the same, of those that fit a filter'],
  [
    'select p.id from projects p cross join lateral ( select from counters c where c.project_id = p.id and c.user_id',
    'an external user who is linked: in which projects of the organization they have answers',
  ],
  [
    'update external_users e set moved_at',
    'an external user who is linked: whether one of their answers is left in any project of the organization',
  ],
  [
    'select p.id from projects p cross join lateral ( select from counters c',
    'who leaves an organization, and an organization that is restored: in which of its projects something is claimed',
  ],
];

describe('every statement names one project, by one parameter, for every heavy table in it', () => {
  const nameOf = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
  const exceptionOf = (text: string): string | undefined =>
    acrossProjects.find(([begins]) => nameOf(text).startsWith(begins))?.[0];

  test('the check sees what does not', () => {
    expect(
      partitionsOf(
        'select from items i where i.project_id = $1::uuid and exists (select from tasks t where t.id = $2)',
      ),
    ).toEqual([
      ['tasks', undefined],
      ['items', '$1'],
    ]);
    expect(partitionsOf('insert into outbox (project_id, id) select k.project_id, k.id from items k')).toEqual([
      ['outbox', undefined],
      ['items', undefined],
    ]);
    expect(
      partitionsOf(
        'with x as (update items i set id = $2 where i.project_id = $1::uuid returning i.id) select from x join tasks on tasks.id = x.id',
      ),
    ).toEqual([
      ['items', '$1'],
      ['tasks', undefined],
    ]);
  });

  test.each(statements.map(({ text }) => [nameOf(text).slice(0, 90), text]))('%s', (_name, text) => {
    const partitions = partitionsOf(text);
    const isOne =
      partitions.every(([, parameter]) => parameter !== undefined) &&
      new Set(partitions.map(([, parameter]) => parameter)).size <= 1;
    expect({ isOne, partitions, isException: exceptionOf(text) !== undefined }).toEqual({
      isOne: exceptionOf(text) === undefined,
      partitions,
      isException: !isOne,
    });
  });

  test('every exception is still there', () => {
    const used = new Set(statements.map(({ text }) => exceptionOf(text)));
    expect(acrossProjects.map(([begins]) => begins).filter((begins) => !used.has(begins))).toEqual([]);
  });
});

/*
 * Functions by the names of Citus's that move nothing: they note who is to be distributed, and refuse what Citus is known to refuse of
 * foreign keys and constraints. What Citus itself says to it is not tested here.
 */
const stubs = `
  create schema stub;
  create table stub.pg_dist_partition (logicalrelid regclass primary key, partkey text, colocate_with text, nth int generated always as identity);
  create function stub.create_reference_table(name regclass) returns void language plpgsql as $$
    begin
      if exists (select from pg_constraint f where f.contype = 'f' and f.conrelid = name and f.confrelid <> name
          and not exists (select from stub.pg_dist_partition p where p.logicalrelid = f.confrelid and p.partkey is null)) then
        raise exception '% refers to a table that is not a reference table', name;
      end if;
      insert into stub.pg_dist_partition values (name, null, null);
    end $$;
  create function stub.create_distributed_table(name regclass, partkey text, colocate_with text default 'default') returns void language plpgsql as $$
    begin
      if exists (select from pg_constraint f where f.contype = 'f' and name in (f.conrelid, f.confrelid)
          and not exists (select from stub.pg_dist_partition p where p.logicalrelid = case when name = f.conrelid then f.confrelid else f.conrelid end)) then
        raise exception 'a foreign key of % leads from or to a table that is not distributed', name;
      end if;
      if exists (select from pg_index x where x.indrelid = name and x.indisunique
          and not exists (select from pg_attribute a where a.attrelid = name and a.attname = partkey and a.attnum = any (x.indkey::int2[]))) then
        raise exception 'a unique constraint of % is without %', name, partkey;
      end if;
      insert into stub.pg_dist_partition values (name, partkey, colocate_with);
    end $$;`;

describe('the command that distributes', () => {
  let database: TestDatabase;
  let sql: postgres.Sql;
  beforeAll(async () => {
    database = await createTestDatabase();
    sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  });
  afterAll(async () => {
    await sql.end();
    await database.drop();
  });

  const foreignKeys = (): Promise<readonly { readonly definition: string }[]> =>
    sql<
      { definition: string }[]
    >`select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'f' order by 1`;

  test('says what is missing where there is no Citus, and changes nothing', async () => {
    await expect(distribute(database.url, () => undefined)).rejects.toThrow(CitusMissing);
    expect(
      await sql`select from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase where d.datname = current_database()`,
    ).toEqual([]);
  });

  test('names every table once, in an order that foreign keys allow, and leaves the keys as they were; done again it does nothing', async () => {
    const before = await foreignKeys();
    await sql.unsafe(stubs);
    await sql`alter database ${sql(new URL(database.url).pathname.slice(1))} set search_path = public, stub`;
    const told: [string, string][] = [];
    await distribute(database.url, (name, how) => told.push([name, how]));
    expect(
      told
        .filter(([, how]) => how === 'reference')
        .map(([name]) => name)
        .toSorted(),
    ).toEqual(reference);
    expect(
      told
        .filter(([, how]) => how === 'distributed')
        .map(([name]) => name)
        .toSorted(),
    ).toEqual(heavy);
    const calls = await sql<{ name: string; partkey: string | null; colocate_with: string | null }[]>`
      select logicalrelid::text as name, partkey, colocate_with from stub.pg_dist_partition order by nth`;
    expect(calls.map(({ name }) => name)).toEqual(told.map(([name]) => name));
    const [first, ...others] = calls.filter(({ partkey }) => partkey === 'project_id');
    expect(first?.colocate_with).toBe('default');
    expect(others.filter(({ colocate_with }) => colocate_with !== first?.name)).toEqual([]);
    expect(await foreignKeys()).toEqual(before);

    await distribute(database.url, (name) => expect.unreachable(name));
  });
});
