import { openPostgres } from '@goldset/adapter-postgres';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPgbouncer, startPgbouncer } from '../../../test/pgbouncer.ts';
import type { Pgbouncer, PgbouncerOptions } from '../../../test/pgbouncer.ts';
import { createTestDatabase } from '../../../test/postgres.ts';
import type { TestDatabase } from '../../../test/postgres.ts';
import { until } from '../../../test/until.ts';

const found = await findPgbouncer();

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const trying = async (url: string, options: { readonly prepare?: boolean } = {}): Promise<void> => {
  const { tryPreparedStatements, close } = openPostgres(url, { direct: database.url, ...options });
  try {
    await tryPreparedStatements();
  } finally {
    await close();
  }
};

test('prepared statements work on a PostgreSQL itself, and no connection is left behind', async () => {
  await trying(database.url);
  const sql = postgres(database.url, { max: 1 });
  // PostgreSQL hears of it a little later, and may look through a database by itself.
  const left = (): Promise<readonly object[]> =>
    sql`select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
  await until(async () => (await left()).length === 0);
  expect(await left()).toEqual([]);
  await sql.end();
});

test('a user who may have few connections is not taken for a pooler', async () => {
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  const narrow = new URL(database.url);
  [narrow.username, narrow.password] = ['narrow', 'narrow'];
  await sql`create role narrow login password 'narrow' connection limit 1`;
  try {
    await expect(trying(narrow.href)).resolves.toBeUndefined();
  } finally {
    await sql`drop role narrow`;
    await sql.end();
  }
});

describe.skipIf(found === undefined)('through a PgBouncer', () => {
  const through = async (options: PgbouncerOptions, work: (pooler: Pgbouncer) => Promise<void>): Promise<void> => {
    if (found === undefined) return;
    const pooler = await startPgbouncer(found, database.url, options);
    try {
      await work(pooler);
    } finally {
      await pooler.stop();
    }
  };

  test.each([
    ['by the connection that was used last', { isRoundRobin: false }],
    ['by each connection in turn', { isRoundRobin: true }],
    ['by one connection of two', { isRoundRobin: false, connections: 2 }],
  ])('that does not know who has prepared what they get lost: %s', async (_, options) => {
    await through({ knowsPrepared: false, ...options }, async ({ url }) => {
      await expect(trying(url)).rejects.toMatchObject({ code: '26000' });
      await trying(url, { prepare: false });
    });
  });

  test('with a single connection nobody waits for ever', () =>
    through({ knowsPrepared: false, connections: 1 }, ({ url }) => expect(trying(url)).resolves.toBeUndefined()));

  test('that knows who has prepared what, or lends a connection until its client goes, they work', () =>
    through({ knowsPrepared: true, isSession: found?.knowsPrepared !== true, connections: 10 }, ({ url }) =>
      expect(trying(url)).resolves.toBeUndefined(),
    ));
});
