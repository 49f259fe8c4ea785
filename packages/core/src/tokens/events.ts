import { eventOf } from '../kernel/index.ts';
import type { EventMaker } from '../kernel/index.ts';
import type { tokenEvents } from '../access/index.ts';

/** Makes an event of a token. */
export const newEvent: EventMaker<typeof tokenEvents> = eventOf;
