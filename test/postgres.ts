import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { inject } from 'vitest';

/** A separate database for one test file, migrated and empty. */
export interface TestDatabase {
  readonly url: string;
  /** Drops it, even if something is still connected. */
  drop(): Promise<void>;
}

const OBJECT_IN_USE = '55006';
const PATIENCE = 30_000;

const asAdministrator = async (url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
};

const databaseOf = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

const create = async (content: (sql: postgres.Sql) => postgres.PendingQuery<postgres.Row[]>): Promise<TestDatabase> => {
  const { url } = inject('testPostgres');
  const name = `goldset_test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(url, async (sql) => {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      try {
        return await sql`create database ${sql(name)} ${content(sql)}`;
      } catch (error) {
        // Other test files copy the same template at the same time.
        if ((error as { code?: string }).code !== OBJECT_IN_USE || Date.now() > deadline) throw error;
        await delay(20);
      }
    }
  });
  return {
    url: databaseOf(url, name),
    drop: () => asAdministrator(url, (sql) => sql`drop database if exists ${sql(name)} with (force)`),
  };
};

/** Creates a migrated, empty database. */
export const createTestDatabase = (): Promise<TestDatabase> =>
  create((sql) => sql`template ${sql(inject('testPostgres').template)}`);

/** Creates an empty database without the schema, for tests of migrations and of whole servers. */
export const createBlankDatabase = (): Promise<TestDatabase> => create((sql) => sql`template template0`);
