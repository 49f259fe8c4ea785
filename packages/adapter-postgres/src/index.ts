export { copyDatabase, DatabaseNotEmpty } from './copy-database.ts';
export { isUnavailable } from './errors.ts';
export { migrate, PostgresTooOld } from './migrate.ts';
export type { PoolUse } from './pool-use.ts';
export { openPostgres } from './open-postgres.ts';
export type { Postgres, PostgresOptions } from './open-postgres.ts';
export { PLANNING } from './planning.ts';
export { statements } from './statement.ts';
export { createPostgresStore } from './store.ts';
