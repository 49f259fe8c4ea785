export { purgeDeleted } from './purge-deleted.ts';
export type { PurgeDeleted } from './purge-deleted.ts';
