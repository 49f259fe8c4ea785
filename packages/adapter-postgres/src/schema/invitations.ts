import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { organizations } from './organizations.ts';
import { users } from './users.ts';

/**
 * Invitations by the SHA-256 of their secret. A revoked invitation is deleted; the e-mail address of an accepted one is
 * deleted.
 */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid('id').primaryKey(),
    organization_id: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    email: text('email'),
    roles: jsonb('roles').notNull(),
    secret_hash: text('secret_hash').notNull(),
    created_by: uuid('created_by')
      .notNull()
      .references(() => users.id),
    created_at: moment('created_at').notNull(),
    expires_at: moment('expires_at').notNull(),
    accepted_at: moment('accepted_at'),
    /** The latest times at which accepting it failed, as texts. */
    failed_at: jsonb('failed_at').notNull().default([]),
  },
  (table) => [
    uniqueIndex('invitations_secret_hash_key').on(table.secret_hash),
    index('invitations_open_idx')
      .on(table.organization_id, table.id)
      .where(sql`accepted_at is null`),
    index('invitations_inviter_idx')
      .on(table.created_by, table.organization_id)
      .where(sql`accepted_at is null`),
    check('invitations_email_check', sql`(${table.email} is null) = (${table.accepted_at} is not null)`),
  ],
);
