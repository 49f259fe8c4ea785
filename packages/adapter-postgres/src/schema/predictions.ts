import {
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { moment, preciseMoment } from './columns.ts';
import { items } from './items.ts';

// A column that is added here is also one of deleted predictions.
const ofPredictions = () => ({
  project_id: uuid('project_id').notNull(),
  id: uuid('id').notNull(),
  item_id: uuid('item_id').notNull(),
  model: text('model').notNull(),
  model_version: text('model_version').notNull(),
  score: doublePrecision('score'),
  value: jsonb('value').notNull(),
  annotation_ui_version: integer('annotation_ui_version'),
  event_time: preciseMoment('event_time'),
  created_at: moment('created_at').notNull(),
});

/**
 * Predictions: one per item, model and version of the model. `annotation_ui_version` is the version that `value` was
 * checked against, if that is known. `event_time` is as of when the prediction has its present state, if that is not
 * when it was made.
 */
export const predictions = pgTable('predictions', ofPredictions(), (table) => [
  primaryKey({ columns: [table.project_id, table.id] }),
  foreignKey({
    name: 'predictions_item_fk',
    columns: [table.project_id, table.item_id],
    foreignColumns: [items.project_id, items.id],
  }),
  unique('predictions_item_model_key').on(table.project_id, table.item_id, table.model, table.model_version),
  index('predictions_model_idx').on(table.project_id, table.model, table.id),
]);

/** Predictions that were deleted individually, with their columns at that time, until they are restored or purged. */
export const deletedPredictions = pgTable(
  'deleted_predictions',
  { ...ofPredictions(), deleted_at: moment('deleted_at').notNull() },
  (table) => [
    primaryKey({ columns: [table.project_id, table.id] }),
    foreignKey({
      name: 'deleted_predictions_item_fk',
      columns: [table.project_id, table.item_id],
      foreignColumns: [items.project_id, items.id],
    }),
    index('deleted_predictions_item_idx').on(table.project_id, table.item_id, table.id),
    index('deleted_predictions_deleted_idx').on(table.project_id, table.deleted_at, table.id),
  ],
);
