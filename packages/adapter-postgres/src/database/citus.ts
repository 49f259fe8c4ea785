import type { Sql, TransactionSql } from 'postgres';

/** Resolves to whether the database has the extension Citus. */
export const hasCitus = async (sql: Sql | TransactionSql): Promise<boolean> =>
  (await sql<{ exists: boolean }[]>`select exists (select from pg_extension where extname = 'citus') as exists`)[0]
    ?.exists === true;
