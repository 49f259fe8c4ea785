import { bigint, index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/**
 * The events that have brought lines of imports into a project, written by the statement that writes the line. `event`
 * is a hash of the source and id of the event, `content` a hash of its content. The rows of one batch expire at one
 * moment, so the second index is small.
 */
export const inbox = pgTable(
  'inbox',
  {
    project_id: uuid('project_id').notNull(),
    event: uuid('event').notNull(),
    content: bigint('content', { mode: 'number' }).notNull(),
    expires_at: moment('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'inbox_pkey', columns: [table.project_id, table.event] }),
    index('inbox_expiry_idx').on(table.project_id, table.expires_at),
  ],
);
