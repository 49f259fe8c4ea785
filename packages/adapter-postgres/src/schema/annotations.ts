import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { eventOrder, moment } from './columns.ts';
import { items } from './items.ts';

// A column that is added here is also one of deleted annotations, which are stored and restored with all their columns.
const ofAnnotations = () => ({
  project_id: uuid('project_id').notNull(),
  id: uuid('id').notNull(),
  item_id: uuid('item_id').notNull(),
  task_id: uuid('task_id'),
  annotator_id: uuid('annotator_id').notNull(),
  value: jsonb('value').notNull(),
  guideline_version: integer('guideline_version'),
  annotation_ui_version: integer('annotation_ui_version').notNull(),
  source: text('source').notNull(),
  origin: text('origin'),
  revision: integer('revision').notNull(),
  ...eventOrder,
  author_id: uuid('author_id'),
  given_at: moment('given_at'),
  revised_at: moment('revised_at'),
  created_at: moment('created_at').notNull(),
  updated_at: moment('updated_at').notNull(),
});

/**
 * The present state of annotations: one per item and annotator, one per task. `author_id` is the author of the present
 * value if that is not the annotator. `revised_at` is the date of the present revision if that is not the date it was
 * written. `given_at` is when the present value was given, if a merge has since repeated it in a revision of its own.
 */
export const annotations = pgTable('annotations', ofAnnotations(), (table) => [
  primaryKey({ columns: [table.project_id, table.id] }),
  foreignKey({
    name: 'annotations_item_fk',
    columns: [table.project_id, table.item_id],
    foreignColumns: [items.project_id, items.id],
  }),
  unique('annotations_item_annotator_key').on(table.project_id, table.item_id, table.annotator_id),
  // Without the condition, the planner would use this index, while a table is small, to find the annotations of an
  // item, by the project alone.
  uniqueIndex('annotations_task_key')
    .on(table.project_id, table.task_id)
    .where(sql`${table.task_id} is not null`),
  index('annotations_annotator_idx').on(table.project_id, table.annotator_id, table.id),
  check('annotations_source_check', sql`${table.source} in ('task', 'import')`),
]);

/**
 * Annotations that were deleted individually, with their columns at that time, until they are restored or purged.
 * `item_revision` is the revision that their item had. If the item's data was replaced later, they no longer belong to
 * it.
 */
export const deletedAnnotations = pgTable(
  'deleted_annotations',
  { ...ofAnnotations(), item_revision: integer('item_revision').notNull(), deleted_at: moment('deleted_at').notNull() },
  (table) => [
    primaryKey({ columns: [table.project_id, table.id] }),
    foreignKey({
      name: 'deleted_annotations_item_fk',
      columns: [table.project_id, table.item_id],
      foreignColumns: [items.project_id, items.id],
    }),
    index('deleted_annotations_item_idx').on(table.project_id, table.item_id, table.id),
    index('deleted_annotations_deleted_idx').on(table.project_id, table.deleted_at, table.id),
  ],
);

/**
 * Earlier states of edited annotations: one row per revision that is not the present one. `source` is the source of
 * another annotation that was merged, if the revision comes from one. The revisions of a deleted annotation stay here,
 * and are purged with it.
 */
export const annotationRevisions = pgTable(
  'annotation_revisions',
  {
    project_id: uuid('project_id').notNull(),
    annotation_id: uuid('annotation_id').notNull(),
    revision: integer('revision').notNull(),
    value: jsonb('value').notNull(),
    author_id: uuid('author_id'),
    source: text('source'),
    created_at: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.project_id, table.annotation_id, table.revision] })],
);
