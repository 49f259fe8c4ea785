import type { Prediction } from '@goldset/core';
import { iso } from '../sql/sql-fragments.ts';

/** A row of predictions. */
export interface PredictionRow {
  readonly id: string;
  readonly item_id: string;
  readonly model: string;
  readonly model_version: string;
  readonly score: number | null;
  readonly value: Prediction['value'];
  readonly annotation_ui_version: number | null;
  readonly created_at: Date;
}

/** The columns of a `PredictionRow`, of predictions under the alias `r`. */
export const predictionColumns = (r: string, value = `${r}.value`): string =>
  `${r}.id, ${r}.item_id, ${r}.model, ${r}.model_version, ${r}.score, ${value} as value, ${r}.annotation_ui_version, ${r}.created_at`;

/** Converts a `PredictionRow` to its transport form. */
export const predictionTransport = (row: PredictionRow): Prediction => ({
  id: row.id,
  item_id: row.item_id,
  model: row.model,
  model_version: row.model_version,
  score: row.score,
  value: row.value,
  annotation_ui_version: row.annotation_ui_version,
  created_at: row.created_at.toISOString(),
});

/** SQL for the predictions of an item as a JSON list, in the order of their ids. */
export const predictionsFor = (itemId: string): string => `coalesce((
  select json_agg(json_build_object('id', r.id, 'item_id', r.item_id, 'model', r.model, 'model_version', r.model_version,
    'score', r.score, 'value', r.value, 'annotation_ui_version', r.annotation_ui_version, 'created_at', ${iso('r.created_at')}) order by r.id)
  from predictions r
  where r.project_id = :project_id::uuid and r.item_id = ${itemId}), '[]'::json)`;

/** SQL for the predictions that a task on an item offers: those of the item, if the project shows them. */
export const offeredPredictions = (itemId: string): string => `
  case when (select shown.show_predictions from projects shown where shown.id = :project_id::uuid) then ${predictionsFor(itemId)} else '[]'::json end`;
