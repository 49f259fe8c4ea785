import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { eventOrder, moment } from './columns.ts';
import { users } from './users.ts';

/** Tenants. A deleted organization stays here until it is purged. `revision` counts changes of its own fields. */
export const organizations = pgTable('organizations', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  revision: integer('revision').notNull().default(1),
  ...eventOrder,
  created_by: uuid('created_by')
    .notNull()
    .references(() => users.id),
  created_at: moment('created_at').notNull(),
  updated_at: moment('updated_at').notNull(),
  deleted_at: moment('deleted_at'),
});

/** The members of organizations. */
export const members = pgTable(
  'members',
  {
    organization_id: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    user_id: uuid('user_id')
      .notNull()
      .references(() => users.id),
    added_by: uuid('added_by').references(() => users.id),
    created_at: moment('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organization_id, table.user_id] }),
    index('members_user_idx').on(table.user_id, table.organization_id),
  ],
);
