import type { Task } from '@goldset/core';
import { taskStateAt } from './ended-leases.ts';
import { offeredPredictions } from './prediction-row.ts';
import { compactUser, iso, roughSizeOf, sizeOf } from '../sql/sql-fragments.ts';
import { roughWeightOf, weightOf } from '../sql/weight.ts';

/**
 * SQL for a task as JSON, as of `:at`, in the form that is returned and stored. The task is a row under the alias `t`,
 * its item one under `i`.
 */
export const taskJson = (t: string, i: string): string => `json_build_object(
    'id', ${t}.id, 'state', ${taskStateAt(t)}, 'item', json_build_object('id', ${t}.item_id, 'external_id', ${i}.external_id, 'data', ${i}.data),
    'annotator', ${compactUser(`${t}.annotator_id`)}, 'lease', json_build_object('expires_at', ${iso(`${t}.lease_expires_at`)}),
    'guideline_version', ${t}.guideline_version, 'annotation_ui_version', ${t}.annotation_ui_version, 'predictions', ${offeredPredictions(`${t}.item_id`)},
    'skip_reason', ${t}.skip_reason, 'created_at', ${iso(`${t}.created_at`)}, 'updated_at', ${iso(`${t}.updated_at`)})`;

const predictionsSize = (
  itemId: string,
  sizeOfOne: (column: string) => string,
): string => `coalesce(case when (select shown.show_predictions from projects shown where shown.id = :project_id::uuid) then (
      select sum(${sizeOfOne('r.value')})::bigint from predictions r where r.project_id = :project_id::uuid and r.item_id = ${itemId}
    ) end, 0)`;

/** SQL for what a task weighs: the data of its item, and the predictions that it offers. */
export const weightOfTask = (itemId: string, data: string): string =>
  `${weightOf({ json: [data] })} + ${predictionsSize(itemId, sizeOf)}`;

/** SQL for an estimate of `weightOfTask` that does not read very large values. */
export const roughWeightOfTask = (itemId: string, data: string): string =>
  `${roughWeightOf({ json: [data] })} + ${predictionsSize(itemId, roughSizeOf)}`;

/** A row of a `taskJson`. */
export interface TaskRow {
  readonly task: Task;
}
