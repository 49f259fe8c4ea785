import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { hasCitus } from './citus.ts';
import { lowerForeignTransactions } from './foreign-transactions.ts';
import { PLANNING } from './planning.ts';
import { tellProjectStatistics } from './project-statistics.ts';
import { runOn } from '../sql/statement.ts';

const ownFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

// Any number that no other program on the database uses for its own lock.
const LOCK = '7027316482539021';

/** The oldest PostgreSQL that supports all statements (`returning old.…`), in the format of `server_version_num`. */
const OLDEST = 180_000;

/** Thrown if PostgreSQL is too old; its message says what to do. */
export class PostgresTooOld extends Error {
  readonly code = 'GOLDSET_POSTGRES_TOO_OLD';
}

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * How many milliseconds a migration waits for a table before it lets others go first, how many milliseconds it then
 * pauses, and how many attempts it makes.
 */
const LOCK_TIMEOUT = 1_000;
const PAUSE = 1_000;
const ATTEMPTS = 300;

interface Migration {
  readonly tag: string;
  readonly when: number;
}

/**
 * Returns the migrations of a folder, in the format of drizzle-kit, that the database has not had yet. The database
 * records them as drizzle does.
 */
const pendingIn = async (
  sql: postgres.Sql | postgres.TransactionSql,
  folder: string,
): Promise<readonly Migration[]> => {
  const { entries } = JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8')) as {
    readonly entries: readonly Migration[];
  };
  const [table] = await sql<
    { exists: boolean }[]
  >`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`;
  if (table?.exists !== true) return entries;
  const [latest] = await sql<
    { at: string | null }[]
  >`select max(created_at)::text as at from drizzle.__drizzle_migrations`;
  return entries.filter(({ when }) => when > Number(latest?.at ?? 0));
};

const requireVersion = async (sql: postgres.Sql): Promise<void> => {
  const [server] = await sql<{ number: number; version: string }[]>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as version`;
  if (server !== undefined && server.number < OLDEST) {
    throw new PostgresTooOld(
      `The database runs PostgreSQL ${server.version}; Goldset needs 18 or later: upgrade it, or name another in DATABASE_URL.`,
    );
  }
};

const isLockTimeout = (error: unknown): boolean => (error as { readonly code?: unknown }).code === LOCK_NOT_AVAILABLE;

// Drizzle's own migrator does the same, but takes 150 MB, and longer to load than all the rest of a start.
const apply = (sql: postgres.Sql, folder: string): Promise<unknown> =>
  sql.begin(async (transaction) => {
    await transaction.unsafe('create schema if not exists drizzle');
    await transaction.unsafe(
      'create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
    );
    for (const { tag, when } of await pendingIn(transaction, folder)) {
      const text = readFileSync(`${folder}/${tag}.sql`, 'utf8');
      for (const statement of text.split('--> statement-breakpoint')) await transaction.unsafe(statement);
      await transaction`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash('sha256', text)}, ${when})`;
    }
  });

const applyMigrations = async (sql: postgres.Sql, folder: string): Promise<void> => {
  await sql.unsafe(`select pg_advisory_lock(${LOCK})`);
  // A transaction that waits for a table makes all later ones wait behind it. A server that is still serving must not
  // be blocked by one long statement.
  await sql.unsafe(`set lock_timeout = ${LOCK_TIMEOUT}`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await apply(sql, folder);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !isLockTimeout(error)) throw error;
      await delay(PAUSE);
    }
  }
};

/**
 * Brings a database to the schema of this version. Of servers that start together one migrates; the others wait and
 * then find nothing to do. A server of the previous version may continue to serve meanwhile. Also corrects the
 * transaction ids that a restore from another cluster brought along. Throws `PostgresTooOld` before it changes
 * anything.
 */
export const migrate = async (url: string, folder = ownFolder): Promise<void> => {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 5,
    fetch_types: false,
    onnotice: () => undefined,
    connection: PLANNING,
  });
  try {
    await requireVersion(sql);
    if ((await pendingIn(sql, folder)).length > 0) await applyMigrations(sql, folder);
    // On Citus each node has transaction ids of its own, so no statement can compare those of all nodes.
    if (await hasCitus(sql)) return;
    await lowerForeignTransactions(runOn(sql));
    await tellProjectStatistics(sql);
  } finally {
    await sql.end();
  }
};
