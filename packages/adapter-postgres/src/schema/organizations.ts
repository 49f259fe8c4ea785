import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { users } from './users.ts';

/** Tenants. */
export const organizations = pgTable('organizations', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  created_by: uuid('created_by').notNull().references(() => users.id),
  created_at: moment('created_at').notNull(),
  updated_at: moment('updated_at').notNull(),
});

/** Who belongs to an organization. */
export const members = pgTable(
  'members',
  {
    organization_id: uuid('organization_id').notNull().references(() => organizations.id),
    user_id: uuid('user_id').notNull().references(() => users.id),
    added_by: uuid('added_by').references(() => users.id),
    created_at: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organization_id, table.user_id] }), index('members_user_idx').on(table.user_id, table.organization_id)],
);
