import { eventOf } from '../kernel/index.ts';
import type { EventMaker } from '../kernel/index.ts';
import type { annotationUiEvents } from '../annotation-uis/index.ts';
import type { guidelineEvents } from '../guidelines/index.ts';
import type { projectEvents } from '../projects/index.ts';

/** Makes an event of a part of a setup. */
export const newEvent: EventMaker<typeof annotationUiEvents & typeof guidelineEvents & typeof projectEvents> = eventOf;
