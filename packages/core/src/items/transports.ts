import { z } from 'zod';
import { faultCodes, Id, JsonObject, text, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { Overlap } from '../projects/index.ts';

/** Where an item is in its life: a place is free, all places are taken, or enough annotators have answered. */
export const ItemState = z.enum(['open', 'claimed', 'complete']).meta({ id: 'ItemState' });
/** Where an item is in its life. */
export type ItemState = z.output<typeof ItemState>;

/** The name an item has where it comes from; unique in its project. */
export const ExternalId = text(1, 255).meta({ description: 'The name the item has where it comes from; unique in its project.' });

const Priority = z.int().min(0).max(9).meta({ description: 'Higher is handed out first.' });

/** One piece of data to label. */
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
    created_at: Timestamp,
    updated_at: Timestamp,
    deleted_at: Timestamp.nullable().meta({ description: 'Set in the list of deleted items only.' }),
  })
  .meta({ id: 'Item' });
/** One piece of data to label. */
export type Item = Transport<typeof Item>;

/** One line of an import: an item to be. */
export const ImportItem = z
  .strictObject({
    external_id: ExternalId.optional(),
    data: JsonObject,
    metadata: JsonObject.optional(),
    priority: Priority.optional(),
    overlap: Overlap.optional().meta({ description: 'Default: the project’s.' }),
  })
  .meta({ id: 'ImportItem', example: { external_id: 'sentence-1', data: { text: 'the cast is phenomenal' } } });
/** One line of an import: an item to be. */
export type ImportItem = Transport<typeof ImportItem>;

/** An import as one JSON document. */
export const ImportItems = z.strictObject({ items: z.array(ImportItem) }).meta({ id: 'ImportItems' });

/** How an import treats what is there already, and what is wrong. */
export const ImportOptions = z.strictObject({
  on_conflict: z
    .enum(['reject', 'update'])
    .default('reject')
    .meta({ description: 'What happens to a line whose `external_id` is there with other content.' }),
  on_error: z
    .enum(['continue', 'abort'])
    .default('continue')
    .meta({ description: 'Whether a bad line leaves the others alone, or nothing is written at all (at most 10 MiB).' }),
});
/** How an import treats what is there already, and what is wrong. */
export type ImportOptions = Transport<typeof ImportOptions>;

/** A fault of one line of an import. */
export const ImportError = z
  .object({
    line: z.int().min(1).meta({ description: 'Counts from 1; in JSON, the place in `items`.' }),
    pointer: z.string(),
    code: z.enum(faultCodes),
    detail: z.string(),
  })
  .meta({ id: 'ImportError' });
/** A fault of one line of an import. */
export type ImportError = Transport<typeof ImportError>;

/** What an import did. Every line that is not blank is counted once. */
export const ImportResult = z
  .object({
    created: z.int().min(0),
    updated: z.int().min(0),
    unchanged: z.int().min(0),
    rejected: z.int().min(0),
    errors: z.array(ImportError).meta({ description: 'The first 100, in line order.' }),
  })
  .meta({ id: 'ImportResult' });
/** What an import did. */
export type ImportResult = Transport<typeof ImportResult>;
