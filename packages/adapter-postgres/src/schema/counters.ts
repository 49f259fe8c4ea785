import { sql } from 'drizzle-orm';
import { bigint, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';

const count = (name: string) => bigint(name, { mode: 'bigint' }).notNull();

/**
 * Progress, to be summed over the users of a project. Items are counted under the user who changed their state, tasks
 * under their annotator. There is one row per user instead of one per project, because every claim would wait for that
 * one row. The item counts of a single row may be negative.
 */
export const counters = pgTable(
  'counters',
  {
    project_id: uuid('project_id').notNull(),
    user_id: uuid('user_id').notNull(),
    items_open: count('items_open'),
    items_claimed: count('items_claimed'),
    items_complete: count('items_complete'),
    tasks_claimed: count('tasks_claimed'),
    tasks_submitted: count('tasks_submitted'),
    tasks_skipped: count('tasks_skipped'),
    tasks_released: count('tasks_released'),
    tasks_expired: count('tasks_expired'),
    annotations_imported: count('annotations_imported').default(sql`0`),
  },
  (table) => [primaryKey({ columns: [table.project_id, table.user_id] })],
);
