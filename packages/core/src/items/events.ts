import { z } from 'zod';
import { Id } from '../kernel/index.ts';
import { ItemState } from './transports.ts';

/** How many skipped tasks one event tells of at most; more of one item are told in further events. */
export const MAX_REQUEUED_TASKS = 100;

/** How many bytes their reasons have as JSON, together, before the last of them: an event stays under 64 KiB. */
export const MAX_REQUEUED_REASONS = 32_768;

/** The events of items. The subject of several is their project; one event names at most 1,000 items, each once: `restored` are those that were deleted. Otherwise the subject is the item. */
export const itemEvents = {
  'goldset.items.updated': z.strictObject({ updated: z.array(Id) }),
  'goldset.items.imported': z.strictObject({ created: z.array(Id), updated: z.array(Id), restored: z.array(Id) }),
  'goldset.item.deleted': z.strictObject({}),
  'goldset.item.restored': z.strictObject({ item_state: ItemState }),
  'goldset.item.requeued': z.strictObject({
    reason: z.string().nullable().meta({ description: 'Why the item was put back.' }),
    requeued_by: Id,
    item_state: ItemState.meta({ description: 'The state of the item after the change.' }),
    overlap: z.int().nullable().meta({ description: 'The overlap that the item has now, where it has another one.' }),
    released: z
      .array(z.strictObject({ task_id: Id, annotator_id: Id, skip_reason: z.string().nullable() }))
      .max(MAX_REQUEUED_TASKS)
      .meta({ description: 'The tasks that were skipped and are released now, with who skipped them and why.' }),
  }),
} as const;
