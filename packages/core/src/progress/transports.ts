import { z } from 'zod';
import type { Transport } from '../kernel/index.ts';
import { CompactUser } from '../users/index.ts';

const Count = z.int().min(0);

const Tasks = z
  .object({ claimed: Count, submitted: Count, skipped: Count, released: Count, expired: Count })
  .meta({ description: 'A task whose lease has ended counts as `expired`, from that moment on.' });

/** How many items and tasks of a project are in each state. */
export const Progress = z
  .object({
    items: z
      .object({
        open: Count,
        claimed: Count,
        complete: Count,
        exhausted: Count.meta({
          description:
            'How many of the open ones somebody skipped, and nobody who may claim tasks now could be given: `GET …/items?exhausted=true` lists them.',
        }),
      })
      .meta({ description: 'An item whose place is held by a lease that has ended is `open`.' }),
    tasks: Tasks,
  })
  .meta({ id: 'Progress' });
/** How many items and tasks of a project are in each state. */
export type Progress = Transport<typeof Progress>;

/**
 * How many tasks of one annotator are in each state, and how many annotations the annotator has, imported ones
 * included.
 */
export const AnnotatorProgress = z
  .object({
    annotator: CompactUser,
    tasks: Tasks,
    annotations: Count.meta({ description: 'Submitted and imported.' }),
  })
  .meta({ id: 'AnnotatorProgress' });
/** The progress of one annotator. */
export type AnnotatorProgress = Transport<typeof AnnotatorProgress>;
