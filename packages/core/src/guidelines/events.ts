import { z } from 'zod';
import { eventOf } from '../kernel/index.ts';
import type { EventMaker } from '../kernel/index.ts';

/** The events of guidelines; their subject is the guideline. */
export const guidelineEvents = {
  'goldset.guideline.published': z.strictObject({ version: z.int(), annotation_ui_version: z.int() }),
} as const;

/** Makes an event of a guideline. */
export const newEvent: EventMaker<typeof guidelineEvents> = eventOf;
