import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment, xid8 } from './columns.ts';

/**
 * Events, written by the statement that makes the change. Above projects the organization's id stands in for the
 * project's, above organizations the user's. `sequence` is drawn after the row locks of that statement; together with
 * the transaction's id a relay can publish in order without a lock.
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
