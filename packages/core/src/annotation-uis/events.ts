import { z } from 'zod';
import { eventOf } from '../kernel/index.ts';
import type { EventMaker } from '../kernel/index.ts';

/** The events of annotation UIs; their subject is the annotation UI. */
export const annotationUiEvents = {
  'goldset.annotation_ui.created': z.strictObject({ version: z.int() }),
} as const;

/** Makes an event of an annotation UI. */
export const newEvent: EventMaker<typeof annotationUiEvents> = eventOf;
