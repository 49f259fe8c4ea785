import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { eventOrder, moment, preciseMoment } from './columns.ts';
import { organizations } from './organizations.ts';
import { users } from './users.ts';

/**
 * Projects. The two counts number the versions of annotation UIs and guidelines, and the times beside them say as of
 * when the latest versions are. `revision` counts changes of the project's own fields. A deleted project stays here
 * until it is purged.
 */
export const projects = pgTable(
  'projects',
  {
    id: uuid('id').primaryKey(),
    organization_id: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    name: text('name').notNull(),
    description: text('description').notNull(),
    state: text('state').notNull().default('active'),
    overlap: smallint('overlap').notNull(),
    lease_seconds: integer('lease_seconds').notNull(),
    max_claimed: integer('max_claimed').notNull(),
    show_predictions: boolean('show_predictions').notNull(),
    annotation_ui_count: integer('annotation_ui_count').notNull().default(0),
    annotation_ui_time: preciseMoment('annotation_ui_time'),
    guideline_count: integer('guideline_count').notNull().default(0),
    guideline_time: preciseMoment('guideline_time'),
    revision: integer('revision').notNull().default(1),
    ...eventOrder,
    created_by: uuid('created_by')
      .notNull()
      .references(() => users.id),
    created_at: moment('created_at').notNull(),
    updated_at: moment('updated_at').notNull(),
    deleted_at: moment('deleted_at'),
  },
  (table) => [
    index('projects_organization_idx').on(table.organization_id, table.id),
    check('projects_state_check', sql`${table.state} in ('active', 'archived')`),
  ],
);
