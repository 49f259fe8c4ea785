import { z } from 'zod';

/** The events of annotation UIs; their subject is the annotation UI. */
export const annotationUiEvents = {
  'goldset.annotation_ui.created': z.strictObject({ version: z.int() }),
} as const;
