import { iso } from './sql-fragments.ts';

/** SQL of the predictions for an item as a JSON list, in the order of their ids. */
export const predictionsFor = (itemId: string): string => `coalesce((
  select json_agg(json_build_object('id', r.id, 'item_id', r.item_id, 'model', r.model, 'model_version', r.model_version,
    'score', r.score, 'value', r.value, 'created_at', ${iso('r.created_at')}) order by r.id)
  from predictions r
  where r.project_id = :project_id::uuid and r.item_id = ${itemId}), '[]'::json)`;

/** SQL of the predictions that a task on an item offers: those for the item, where the project shows them. */
export const offeredPredictions = (itemId: string): string => `
  case when (select shown.show_predictions from projects shown where shown.id = :project_id::uuid) then ${predictionsFor(itemId)} else '[]'::json end`;
