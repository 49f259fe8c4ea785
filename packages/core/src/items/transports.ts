import { z } from 'zod';
import { Id, JsonObject, optional, Revision, text, Timestamp, TimestampInput } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { Overlap } from '../projects/index.ts';
import { CompactUser } from '../users/index.ts';

/**
 * The state of an item: `open` if a place is free, `claimed` if all places are taken, `complete` if enough annotators
 * have answered.
 */
export const ItemState = z.enum(['open', 'claimed', 'complete']).meta({
  id: 'ItemState',
  description:
    '`open`: a place is free, also one whose lease has ended. `claimed`: all places are taken. `complete`: it has as many answers as its `overlap`.',
});
/** The state of an item. */
export type ItemState = z.output<typeof ItemState>;

/** The name of an item in the system that it comes from; unique in its project. */
export const ExternalId = text(1, 255).meta({
  description: 'The name the item has where it comes from; unique in its project.',
});

const Priority = z.int().min(0).max(9).meta({ description: 'Higher is handed out first.' });

/** An annotator's skip of an item. */
export const ItemSkip = z
  .object({
    task_id: Id,
    annotator: CompactUser,
    reason: z.string().nullable(),
    skipped_at: Timestamp,
    requeued_at: Timestamp.nullable().meta({
      description: 'When the item was put back for this annotator as well; `null`: they are not offered it.',
    }),
  })
  .meta({ id: 'ItemSkip' });
/** An annotator's skip of an item. */
export type ItemSkip = Transport<typeof ItemSkip>;

/** An item: one piece of data to annotate. */
export const Item = z
  .object({
    id: Id,
    external_id: ExternalId.nullable(),
    data: JsonObject,
    metadata: JsonObject.meta({ description: 'For those who may see all items; never reaches an annotator.' }),
    priority: Priority,
    overlap: Overlap,
    state: ItemState,
    annotation_count: z.int().min(0),
    skips: z.array(ItemSkip).meta({
      description:
        'Who skipped the item, and why, in the order of their tasks; those whose skip was taken back included. The latest 20, in an export all.',
    }),
    requeued: z
      .object({ by: CompactUser, reason: z.string().nullable(), at: Timestamp })
      .nullable()
      .meta({ description: 'Who put the item back last, and why; `null`: nobody did.' }),
    revision: Revision,
    created_at: Timestamp,
    updated_at: Timestamp,
    deleted_at: Timestamp.nullable().meta({ description: 'Set in the list of deleted items only.' }),
  })
  .meta({ id: 'Item' });
/** An item: one piece of data to annotate. */
export type Item = Transport<typeof Item>;

/** The new values of an item's fields; a field that is left out keeps its value. */
export const UpdateItem = z
  .strictObject({
    data: optional(JsonObject).meta({
      description: 'Only of an item without a claimed or submitted task and without an annotation.',
    }),
    metadata: optional(JsonObject),
    priority: optional(Priority).meta({
      description:
        'Higher is handed out first. Another priority moves the item to the end of the queue of that priority.',
    }),
    overlap: optional(Overlap).meta({ description: 'Never less than the answers and claims that the item has.' }),
  })
  .meta({ id: 'UpdateItem', example: { priority: 9, metadata: { expected: 'positive' } } });
/** The new values of an item's fields; a field that is left out keeps its value. */
export type UpdateItem = Transport<typeof UpdateItem>;

/** The request to requeue an item. */
export const RequeueItem = z
  .strictObject({
    reason: optional(text(1, 1000)).meta({ description: 'Why it is put back.' }),
    overlap: optional(Overlap).meta({
      description: 'Another overlap. A complete item needs one that is higher than its answers.',
    }),
  })
  .meta({ id: 'RequeueItem', example: { reason: 'The guideline says by now what to do with these.' } });
/** The request to requeue an item. */
export type RequeueItem = Transport<typeof RequeueItem>;

/** The greatest number of `metadata` fields that one list of items can be filtered by. */
const MAX_METADATA_FILTERS = 5;

/** Filters a list of items. An item must match all conditions. */
export const ItemFilters = z.strictObject({
  state: ItemState.optional(),
  exhausted: z.boolean().optional().meta({
    description: 'Whether the item is open, was skipped, and could be given to nobody who may claim tasks now.',
  }),
  external_id: ExternalId.optional().meta({ description: 'Exactly this one.' }),
  created_after: TimestampInput.optional().meta({ description: 'Made later than this moment.' }),
  created_before: TimestampInput.optional().meta({ description: 'Made earlier than this moment.' }),
  metadata: z
    .record(text(1, 255), text(0, 1_000))
    .check(({ value, issues }) => {
      for (const key of Object.keys(value).slice(MAX_METADATA_FILTERS)) {
        issues.push({
          code: 'custom',
          input: key,
          path: [key],
          message: `At most ${MAX_METADATA_FILTERS} fields of metadata can be asked for.`,
          params: { fault: 'length' },
        });
      }
    })
    .optional()
    .meta({
      maxProperties: MAX_METADATA_FILTERS,
      description:
        'The item’s `metadata` has this value under this key: the text itself, or, where the text is one in JSON, the number, the boolean or `null`. `x.y` is the key `x.y`, and the key `y` of an object under `x`; at any dot, and at any depth.',
    }),
});
/** Filters a list of items. */
export type ItemFilters = Transport<typeof ItemFilters>;

/** The fields of a line of an import that describe the item itself. */
export const itemLine = {
  external_id: optional(ExternalId),
  data: JsonObject,
  metadata: optional(JsonObject),
  priority: optional(Priority),
  overlap: optional(Overlap).meta({ description: 'Default: the project’s.' }),
} as const;

/** The fields of a line of an import that describe the item itself. */
export type ItemLine = Transport<z.ZodObject<typeof itemLine>>;
