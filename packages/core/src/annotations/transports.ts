import { z } from 'zod';
import { Id, JsonObject, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactUser } from '../users/index.ts';

/** A submitted answer: one value per control, with the versions it was given under. */
export const Annotation = z
  .object({
    id: Id,
    item_id: Id,
    task_id: Id.nullable(),
    annotator: CompactUser,
    value: JsonObject.meta({ description: 'The answer of each control, under its name.' }),
    guideline_version: z.int().nullable(),
    annotation_ui_version: z.int(),
    source: z.enum(['task', 'import']),
    revision: z.int().min(1),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Annotation' });
/** A submitted answer. */
export type Annotation = Transport<typeof Annotation>;
