import { z } from 'zod';
import { Id } from '../kernel/index.ts';
import { ItemState } from './transports.ts';

/** The events of items. The subject of several is their project; one event names at most 1,000 items, each once: `restored` are those that were deleted. Otherwise the subject is the item. */
export const itemEvents = {
  'goldset.items.updated': z.strictObject({ updated: z.array(Id) }),
  'goldset.items.imported': z.strictObject({ created: z.array(Id), updated: z.array(Id), restored: z.array(Id) }),
  'goldset.item.deleted': z.strictObject({}),
  'goldset.item.restored': z.strictObject({ item_state: ItemState }),
} as const;
