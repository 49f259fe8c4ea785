import { z } from 'zod';

/** The events of guidelines; their subject is the guideline. */
export const guidelineEvents = {
  'goldset.guideline.published': z.strictObject({ version: z.int(), annotation_ui_version: z.int() }),
} as const;
