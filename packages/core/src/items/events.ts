import { z } from 'zod';
import { Id } from '../kernel/index.ts';
import { ItemState } from './transports.ts';

/** The greatest number of skipped tasks in one event. Further tasks of an item are in further events. */
export const MAX_REQUEUED_TASKS = 100;

/**
 * The greatest size, as JSON and in bytes, of the skip reasons in one event before the last one is added, so that an
 * event stays under 64 KiB.
 */
export const MAX_REQUEUED_REASONS = 32_768;

/**
 * The events of items. The subject of an event about several items is their project; one such event names at most 1,000
 * items, each once, and `restored` are those that were deleted before. The subject of every other event is the item.
 */
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
