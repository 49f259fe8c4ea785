import { z } from 'zod';
import type { Transport } from '../kernel/index.ts';

const Count = z.int().min(0);

/** How many items and tasks of a project are in each state. */
export const Progress = z
  .object({
    items: z.object({ open: Count, claimed: Count, complete: Count }),
    tasks: z.object({ claimed: Count, submitted: Count, skipped: Count, released: Count, expired: Count }),
  })
  .meta({ id: 'Progress' });
/** How many items and tasks of a project are in each state. */
export type Progress = Transport<typeof Progress>;
