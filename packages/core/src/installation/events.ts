import { eventOf } from '../kernel/index.ts';
import type { EventMaker } from '../kernel/index.ts';
import type { invitationEvents, tokenEvents } from '../access/index.ts';
import type { userEvents } from '../users/index.ts';

/** Makes an event of a change that an operator makes. */
export const newEvent: EventMaker<typeof userEvents & typeof tokenEvents & typeof invitationEvents> = eventOf;
