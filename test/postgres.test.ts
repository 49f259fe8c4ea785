import postgres from 'postgres';
import { afterAll, describe, expect, it } from 'vitest';
import { createBlankDatabase, createTestDatabase } from './postgres.ts';
import type { TestDatabase } from './postgres.ts';

const made: TestDatabase[] = [];

const keep = async (making: Promise<TestDatabase>): Promise<TestDatabase> => {
  const database = await making;
  made.push(database);
  return database;
};

const query = async <Row>(url: string, work: (sql: postgres.Sql) => Promise<Row>): Promise<Row> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
};

const tablesOf = async (url: string): Promise<number> => {
  const [row] = await query(
    url,
    (sql) => sql<{ count: number }[]>`select count(*)::int as count from pg_tables where schemaname = 'public'`,
  );
  return row?.count ?? 0;
};

afterAll(async () => {
  await Promise.all(made.map((database) => database.drop()));
});

describe('the databases of tests', () => {
  it('are many, migrated, and apart, also when they are made at once', async () => {
    const databases = await Promise.all(Array.from({ length: 6 }, () => keep(createTestDatabase())));
    expect(new Set(databases.map(({ url }) => url)).size).toBe(6);
    const [first, ...others] = databases;
    if (first === undefined) throw new Error('no database');
    await query(first.url, (sql) => sql`create table only_here ()`);
    const tables = await tablesOf(first.url);
    expect(tables).toBeGreaterThan(5);
    expect(await Promise.all(others.map(({ url }) => tablesOf(url)))).toEqual(others.map(() => tables - 1));
  });

  it('can be blank', async () => {
    expect(await tablesOf((await keep(createBlankDatabase())).url)).toBe(0);
  });

  it('can be dropped while something is connected', async () => {
    const { url, drop } = await createTestDatabase();
    const connected = postgres(url, { max: 1, onnotice: () => undefined });
    await connected`select 1`;
    await drop();
    await expect(query(url, (sql) => sql`select 1`)).rejects.toMatchObject({ code: '3D000' });
    await connected.end();
  });
});
