import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/**
 * Answers to requests that carried an idempotency key, written by the statement that made the change. Above projects the
 * organization's id stands in for the project's, above organizations the caller's. `owner_id` is whose key it is.
 */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    project_id: uuid('project_id').notNull(),
    owner_id: uuid('owner_id').notNull(),
    operation: text('operation').notNull(),
    key: text('key').notNull(),
    request_hash: text('request_hash').notNull(),
    answer: jsonb('answer'),
    created_at: moment('created_at').notNull(),
    expires_at: moment('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project_id, table.owner_id, table.operation, table.key] }),
    index('idempotency_keys_expiry_idx').on(table.project_id, table.expires_at),
  ],
);
