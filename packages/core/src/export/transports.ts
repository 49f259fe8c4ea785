import { z } from 'zod';
import { Annotation } from '../annotations/index.ts';
import { Item } from '../items/index.ts';
import type { Transport } from '../kernel/index.ts';
import { Prediction } from '../predictions/index.ts';

/** One line of an export: an item with all its annotations and predictions, from one moment. */
export const ExportedItem = Item.omit({ deleted_at: true }).extend({
  annotations: z.array(Annotation),
  predictions: z.array(Prediction),
}).meta({ id: 'ExportedItem' });
/** One line of an export. */
export type ExportedItem = Transport<typeof ExportedItem>;
