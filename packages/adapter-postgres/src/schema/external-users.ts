import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { organizations } from './organizations.ts';

/**
 * External users: names from a source (`''` if none was given) that appear on imported annotations. `email_key` is the
 * key of the name if that is an e-mail address; it is `''` if an upgrade could not compute it, which a job then does.
 * `linked_to` is the person, once the external user is linked to one. The four counts say what has been moved to that
 * person, and `moved_at` says that everything has been. No foreign key refers to users: deleting a user would then read
 * all rows of this table.
 */
export const externalUsers = pgTable(
  'external_users',
  {
    organization_id: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    id: uuid('id').notNull(),
    source: text('source').notNull().default(''),
    name: text('name').notNull(),
    email_key: text('email_key'),
    created_at: moment('created_at').notNull(),
    linked_to: uuid('linked_to'),
    linked_by: uuid('linked_by'),
    linked_at: moment('linked_at'),
    moved: integer('moved').notNull().default(0),
    merged: integer('merged').notNull().default(0),
    reopened: integer('reopened').notNull().default(0),
    released: integer('released').notNull().default(0),
    moved_at: moment('moved_at'),
  },
  (table) => [
    primaryKey({ columns: [table.organization_id, table.id] }),
    uniqueIndex('external_users_name_key').on(table.organization_id, table.name, table.source),
    index('external_users_source_idx')
      .on(table.organization_id, table.source)
      .where(sql`source like 'goldset:%'`),
    index('external_users_address_idx')
      .on(table.organization_id, table.email_key)
      .where(sql`email_key is not null`),
    index('external_users_to_move_idx')
      .on(table.organization_id, table.linked_to)
      .where(sql`linked_to is not null and moved_at is null`),
    index('external_users_unkeyed_idx')
      .on(table.id)
      .where(sql`email_key = ''`),
    index('external_users_unfinished_idx')
      .on(table.id)
      .where(sql`linked_to is not null and moved_at is null`),
    check(
      'external_users_link_check',
      sql`(${table.linked_to} is null) = (${table.linked_at} is null) and (${table.linked_to} is null) = (${table.linked_by} is null)`,
    ),
  ],
);

/**
 * How often the mapping from names to users has changed for imports into an organization. An import locks the row, and
 * so reads the present count and not the count as of its begin. A missing row is created.
 */
export const externalNames = pgTable('external_names', {
  organization_id: uuid('organization_id')
    .primaryKey()
    .references(() => organizations.id),
  changes: integer('changes').notNull().default(0),
});

/**
 * The people whom imports into an organization identify by an e-mail address, by its key: those who joined with that
 * address. A row stays when its person leaves.
 */
export const memberAddresses = pgTable(
  'member_addresses',
  {
    organization_id: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    email_key: text('email_key').notNull(),
    user_id: uuid('user_id').notNull(),
    created_at: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organization_id, table.email_key] })],
);
