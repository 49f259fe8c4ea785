import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** People, service accounts and external users. An index ensures that there is only one first user. */
export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    email: text('email'),
    /** The form in which the core compares addresses. */
    email_key: text('email_key'),
    email_verified_at: moment('email_verified_at'),
    revision: integer('revision').notNull().default(1),
    updated_at: moment('updated_at'),
    organization_id: uuid('organization_id'),
    is_first: boolean('is_first').notNull().default(false),
    created_by: uuid('created_by'),
    created_at: moment('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('users_email_key_key').on(table.email_key),
    uniqueIndex('users_first_key')
      .on(table.is_first)
      .where(sql`${table.is_first}`),
    index('users_service_idx')
      .on(table.organization_id, table.id)
      .where(sql`kind = 'service'`),
    index('users_organization_idx')
      .on(table.organization_id, table.id)
      .where(sql`${table.organization_id} is not null`),
    check('users_kind_check', sql`${table.kind} in ('person', 'service', 'external')`),
    check('users_email_key_check', sql`(${table.email} is null) = (${table.email_key} is null)`),
    check('users_organization_check', sql`(${table.kind} = 'person') = (${table.organization_id} is null)`),
  ],
);

/** Tokens by the SHA-256 of their secret. A revoked token is deleted. */
export const tokens = pgTable(
  'tokens',
  {
    id: uuid('id').primaryKey(),
    user_id: uuid('user_id')
      .notNull()
      .references(() => users.id),
    organization_id: uuid('organization_id'),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    secret_hash: text('secret_hash').notNull(),
    created_by: uuid('created_by'),
    /**
     * Whether the token came from an invitation, or was made with such a token, in a version in which these tokens
     * worked in one organization only.
     */
    is_old: boolean('is_old').notNull().default(false),
    permissions: jsonb('permissions'),
    expires_at: moment('expires_at'),
    last_used_at: moment('last_used_at'),
    /** Counts the changes of the name. */
    revision: integer('revision').notNull().default(1),
    updated_at: moment('updated_at'),
    created_at: moment('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('tokens_secret_hash_key').on(table.secret_hash),
    index('tokens_user_idx').on(table.user_id, table.id),
    index('tokens_made_idx')
      .on(table.created_by, table.organization_id)
      .where(sql`created_by <> user_id`),
    index('tokens_old_idx')
      .on(table.expires_at)
      .where(sql`is_old`),
  ],
);
