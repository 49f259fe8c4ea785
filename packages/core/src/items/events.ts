import { z } from 'zod';
import { Id } from '../kernel/index.ts';

/** The events of items. The subject of several is their project; one event names at most 1,000 items. */
export const itemEvents = {
  'goldset.items.updated': z.strictObject({ updated: z.array(Id) }),
  'goldset.items.imported': z.strictObject({ created: z.array(Id), updated: z.array(Id) }),
} as const;
