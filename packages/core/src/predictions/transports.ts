import { z } from 'zod';
import { Id, JsonObject, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';

/** A machine's answer for an item. */
export const Prediction = z
  .object({
    id: Id,
    item_id: Id,
    model: z.string(),
    model_version: z.string(),
    score: z.number().nullable(),
    value: JsonObject,
    created_at: Timestamp,
  })
  .meta({ id: 'Prediction' });
/** A machine's answer for an item. */
export type Prediction = Transport<typeof Prediction>;
