import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { organizations } from './organizations.ts';

/**
 * External users: names of a source (`''`: none said) that appear on imported answers. `email_key` is the key of the name
 * where that is an e-mail address, `''` where an upgrade could not work it out, which a job does. `linked_to` is the person, once it is said who that is; the four counts are what has followed to
 * them, and `moved_at` says that everything has. No foreign key leads to users: whoever removes one would read all rows here.
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
 * How often it changed which name means whom in imports into an organization. An import locks the row, which gives it what is there now and
 * not only when it began; a row that is missing is made.
 */
export const externalNames = pgTable('external_names', {
  organization_id: uuid('organization_id')
    .primaryKey()
    .references(() => organizations.id),
  changes: integer('changes').notNull().default(0),
});

/** The people whom imports into an organization mean by an address, by its key: those who joined with it. It stays when they leave. */
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
