import { z } from 'zod';
import { Annotation } from '../annotations/index.ts';
import { ExternalId, Item, ItemState } from '../items/index.ts';
import { Id, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { Prediction } from '../predictions/index.ts';

/** One line of an export: an item with all its annotations and predictions, from one moment. */
export const ExportedItem = Item.omit({ deleted_at: true }).extend({
  annotations: z.array(Annotation),
  predictions: z.array(Prediction),
}).meta({ id: 'ExportedItem' });
/** One line of an export. */
export type ExportedItem = Transport<typeof ExportedItem>;

/** One line of an export of changes: an item that was deleted. */
export const DeletedItem = z.object({ id: Id, external_id: ExternalId.nullable(), deleted_at: Timestamp }).meta({ id: 'DeletedItem' });
/** One line of an export of changes: an item that was deleted. */
export type DeletedItem = Transport<typeof DeletedItem>;

/** What is exported, and how it is written. */
export const ExportOptions = z.strictObject({
  state: ItemState.optional().meta({ description: 'Only items that are in this state.' }),
  changed_since: z
    .string()
    .max(200)
    .optional()
    .meta({
      minLength: 1,
      description:
        'The `Goldset-Next-Cursor` of an earlier export with the same `state`: only items whose fields, state, annotations or predictions changed since, in the order of their changes, and a `DeletedItem` for each that was deleted.',
    }),
  format: z
    .enum(['ndjson', 'csv'])
    .default('ndjson')
    .meta({ description: 'One item per line, or (`csv`, RFC 4180) one annotation per row; an item without annotations has no row.' }),
  formulas: z
    .enum(['escape', 'keep'])
    .default('escape')
    .meta({ description: 'In CSV, a cell that a spreadsheet could take for a formula (it begins with `=`, `+`, `-`, `@`, tab or CR) gets a leading `\'`; `keep` leaves it.' }),
});
/** What is exported, and how it is written. */
export type ExportOptions = Transport<typeof ExportOptions>;
