import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment, xid8 } from './columns.ts';

/**
 * Events, written by the statement that makes the change. For a change above projects, `project_id` holds the id of the
 * organization; for one above organizations, the id of the user. `sequence` is drawn after the row locks of that
 * statement. With it and the id of the transaction, a relay can publish in order without a lock.
 */
export const outbox = pgTable(
  'outbox',
  {
    project_id: uuid('project_id').notNull(),
    sequence: bigint('sequence', { mode: 'bigint' }).generatedAlwaysAsIdentity(),
    organization_id: uuid('organization_id'),
    id: uuid('id').notNull(),
    type: text('type').notNull(),
    subject: uuid('subject').notNull(),
    data: jsonb('data').notNull(),
    causation_id: text('causation_id'),
    created_at: moment('created_at').notNull(),
    transaction_id: xid8('transaction_id')
      .notNull()
      .default(sql`pg_current_xact_id()`),
    published_at: moment('published_at'),
  },
  (table) => [
    primaryKey({ columns: [table.project_id, table.sequence] }),
    index('outbox_unpublished_idx')
      .on(table.project_id, table.sequence)
      .where(sql`published_at is null`),
  ],
);
