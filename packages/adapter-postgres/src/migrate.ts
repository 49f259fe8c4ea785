import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

const folder = fileURLToPath(new URL('../migrations', import.meta.url));

// Any number that no other program on the database uses for its own lock.
const LOCK = '7027316482539021';

/** Brings a database to this version's schema. Servers that start together migrate once: the others wait, then find nothing to do. */
export const migrate = async (url: string): Promise<void> => {
  const sql = postgres(url, { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => undefined });
  try {
    await sql.unsafe(`select pg_advisory_lock(${LOCK})`);
    await applyMigrations(drizzle(sql), { migrationsFolder: folder });
  } finally {
    await sql.end();
  }
};
