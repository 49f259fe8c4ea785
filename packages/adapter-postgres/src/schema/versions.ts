import { foreignKey, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

const version = {
  project_id: uuid('project_id').notNull(),
  version: integer('version').notNull(),
  id: uuid('id').notNull(),
  created_by: uuid('created_by').notNull(),
  created_at: moment('created_at').notNull(),
};

/** The versions of annotation UIs: what annotators are asked. Immutable. */
export const annotationUis = pgTable(
  'annotation_uis',
  { ...version, name: text('name').notNull(), controls: jsonb('controls').notNull() },
  (table) => [
    primaryKey({ columns: [table.project_id, table.version] }),
    unique('annotation_uis_id_key').on(table.project_id, table.id),
  ],
);

/** The versions of guidelines: the written instructions. Immutable. */
export const guidelines = pgTable(
  'guidelines',
  { ...version, text: text('text').notNull(), annotation_ui_version: integer('annotation_ui_version').notNull() },
  (table) => [
    primaryKey({ columns: [table.project_id, table.version] }),
    unique('guidelines_id_key').on(table.project_id, table.id),
    foreignKey({
      name: 'guidelines_annotation_ui_fk',
      columns: [table.project_id, table.annotation_ui_version],
      foreignColumns: [annotationUis.project_id, annotationUis.version],
    }),
  ],
);
