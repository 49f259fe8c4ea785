import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { members } from './organizations.ts';
import { projects } from './projects.ts';
import { users } from './users.ts';

/** Roles of members on their organization (no project) or on one of its projects. */
export const roleBindings = pgTable(
  'role_bindings',
  {
    id: uuid('id').primaryKey(),
    organization_id: uuid('organization_id').notNull(),
    project_id: uuid('project_id').references(() => projects.id),
    user_id: uuid('user_id').notNull(),
    role: text('role').notNull(),
    created_by: uuid('created_by')
      .notNull()
      .references(() => users.id),
    created_at: moment('created_at').notNull(),
  },
  (table) => [
    unique('role_bindings_key')
      .on(table.organization_id, table.user_id, table.project_id, table.role)
      .nullsNotDistinct(),
    index('role_bindings_organization_idx').on(table.organization_id, table.id),
    index('role_bindings_member_idx').on(table.organization_id, table.user_id, table.id),
    index('role_bindings_project_idx').on(table.project_id, table.id),
    foreignKey({
      name: 'role_bindings_member_fk',
      columns: [table.organization_id, table.user_id],
      foreignColumns: [members.organization_id, members.user_id],
    }),
    check('role_bindings_role_check', sql`${table.role} in ('viewer', 'annotator', 'reviewer', 'manager', 'admin')`),
  ],
);
