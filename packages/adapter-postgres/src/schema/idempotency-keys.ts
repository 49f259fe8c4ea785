import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/**
 * Idempotency records, written by the statement that made the change. For an operation on an organization, `project_id`
 * holds the id of the organization; for one on no organization, the id of the caller. `owner_id` is the user to whom
 * the key belongs.
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
