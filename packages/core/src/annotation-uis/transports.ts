import { z } from 'zod';
import { Control } from '../controls/index.ts';
import { distinctByLook, Id, Name, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactUser } from '../users/index.ts';

const Controls = z
  .array(Control)
  .min(1)
  .max(50)
  .check(distinctByLook('Another control has this name.', ({ name }) => name, ['name']));

/** The controls that annotators of a project fill in. Immutable: a change is a new version. */
export const AnnotationUI = z
  .object({
    id: Id,
    version: z.int().min(1),
    name: Name,
    controls: z.array(Control),
    created_by: CompactUser,
    created_at: Timestamp,
  })
  .meta({ id: 'AnnotationUI' });
/** The controls that annotators of a project fill in. */
export type AnnotationUI = Transport<typeof AnnotationUI>;

/** The request for a new version of the annotation UI. */
export const CreateAnnotationUI = z.strictObject({ name: Name, controls: Controls }).meta({
  id: 'CreateAnnotationUI',
  example: {
    name: 'Sentiment',
    controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }],
  },
});
/** The request for a new version of the annotation UI. */
export type CreateAnnotationUI = Transport<typeof CreateAnnotationUI>;
