export { isUnavailable } from './errors.ts';
export { migrate, PostgresTooOld } from './migrate.ts';
export type { PoolUse } from './gate.ts';
export { openPostgres, PLANNING } from './open-postgres.ts';
export type { Postgres, PostgresOptions } from './open-postgres.ts';
export { statements } from './statement.ts';
export { createPostgresStore } from './store.ts';
