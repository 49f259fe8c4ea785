import { sql } from 'drizzle-orm';
import { boolean, check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** People, service accounts and external annotators. The first user is unique by an index. */
export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    email: text('email'),
    /** The form in which the core compares addresses. */
    email_key: text('email_key'),
    organization_id: uuid('organization_id'),
    is_first: boolean('is_first').notNull().default(false),
    created_by: uuid('created_by'),
    created_at: moment('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('users_email_key_key').on(table.email_key),
    uniqueIndex('users_first_key').on(table.is_first).where(sql`${table.is_first}`),
    index('users_organization_idx').on(table.organization_id, table.id).where(sql`${table.organization_id} is not null`),
    check('users_kind_check', sql`${table.kind} in ('person', 'service', 'external')`),
    check('users_email_key_check', sql`(${table.email} is null) = (${table.email_key} is null)`),
    check('users_organization_check', sql`(${table.kind} = 'person') = (${table.organization_id} is null)`),
  ],
);

/** Tokens by the SHA-256 of their secret. A revoked one is deleted. */
export const tokens = pgTable(
  'tokens',
  {
    id: uuid('id').primaryKey(),
    user_id: uuid('user_id').notNull().references(() => users.id),
    organization_id: uuid('organization_id'),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    secret_hash: text('secret_hash').notNull(),
    permissions: jsonb('permissions'),
    expires_at: moment('expires_at'),
    last_used_at: moment('last_used_at'),
    created_at: moment('created_at').notNull(),
  },
  (table) => [uniqueIndex('tokens_secret_hash_key').on(table.secret_hash), index('tokens_user_idx').on(table.user_id, table.id)],
);
