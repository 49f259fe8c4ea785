import { newIdSource } from '@goldset/core/testing';
import type { ContractHarness } from '@goldset/core/testing';
import { openPostgres } from '@goldset/adapter-postgres';
import postgres from 'postgres';
import { createTestDatabase } from '../../../test/postgres.ts';
import { eventsOf } from './events-of.ts';

/** A harness on a database of its own. */
export interface PostgresHarness extends ContractHarness {
  readonly sql: postgres.Sql;
  /** Resolves once a statement of another connection waits for a lock. */
  someoneWaits(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a new database for the contract suites. */
export const openPostgresHarness = async (): Promise<PostgresHarness> => {
  const database = await createTestDatabase();
  const { store, close } = openPostgres(database.url, { max: 16 });
  const sql = postgres(database.url, { max: 2, onnotice: () => undefined });
  const newId = newIdSource();
  return {
    store,
    sql,
    newId,
    events: (scope) => eventsOf(sql, scope),
    person: async () => {
      const id = newId();
      await sql`insert into users (id, kind, name, email, email_key, created_at) values (${id}, 'person', ${id}, ${`${id}@example.invalid`}, ${`${id}@example.invalid`}, '2026-01-01T00:00:00Z')`;
      return id;
    },
    someoneWaits: async () => {
      for (;;) {
        const [row] = await sql<{ waiting: number }[]>`
          select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
        if (row !== undefined && row.waiting > 0) return;
      }
    },
    close: async () => {
      await close();
      await sql.end();
      await database.drop();
    },
  };
};
