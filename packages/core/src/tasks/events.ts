import { z } from 'zod';
import { ItemState } from '../items/index.ts';
import { Id, Timestamp } from '../kernel/index.ts';

const ofItem = { item_id: Id, annotator_id: Id };
const item_state = ItemState.meta({ description: 'The state of the item after the change.' });

/**
 * The events of tasks. Their subject is the task. The subject of an import of skips is the project, and one event names
 * at most 1,000 tasks.
 */
export const taskEvents = {
  'goldset.task.claimed': z.strictObject({
    ...ofItem,
    guideline_version: z.int(),
    annotation_ui_version: z.int(),
    lease_expires_at: Timestamp,
    item_state,
  }),
  'goldset.task.renewed': z.strictObject({ ...ofItem, lease_expires_at: Timestamp }),
  'goldset.task.released': z.strictObject({ ...ofItem, item_state }),
  'goldset.task.skipped': z.strictObject({ ...ofItem, item_state }),
  'goldset.task.expired': z.strictObject(ofItem),
  'goldset.task.submitted': z.strictObject({ ...ofItem, annotation_id: Id, item_state, annotation_count: z.int() }),
  'goldset.tasks.imported': z.strictObject({ created: z.array(Id), updated: z.array(Id) }),
} as const;
