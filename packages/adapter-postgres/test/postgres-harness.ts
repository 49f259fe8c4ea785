import type { Event } from '@goldset/core';
import { newIdSource } from '@goldset/core/testing';
import type { ContractHarness } from '@goldset/core/testing';
import { openPostgres } from '@goldset/adapter-postgres';
import postgres from 'postgres';
import { createTestDatabase } from '../../../test/postgres.ts';

/** A harness on a database of its own. */
export interface PostgresHarness extends ContractHarness {
  readonly sql: postgres.Sql;
  /** Resolves once a statement of another connection waits for a lock. */
  someoneWaits(): Promise<void>;
  close(): Promise<void>;
}

interface OutboxRow extends Omit<Event, 'time'> {
  readonly time: Date;
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
    events: async ({ organization_id, project_id }) => {
      const rows = await sql<OutboxRow[]>`
        select id, type, subject, created_at as time, causation_id, organization_id,
          case when project_id <> organization_id then project_id end as project_id, data
        from outbox
        where ${project_id ?? organization_id}::uuid is not distinct from case when organization_id is not null then project_id end
        order by sequence`;
      return rows.map(({ time, ...event }) => ({ ...event, time: time.toISOString() }));
    },
    person: async () => {
      const id = newId();
      await sql`insert into users (id, kind, name, email, created_at) values (${id}, 'person', ${id}, ${`${id}@example.invalid`}, '2026-01-01T00:00:00Z')`;
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
