import { eventOf } from '../kernel/index.ts';
import type { EventMaker } from '../kernel/index.ts';
import type { invitationEvents, roleBindingEvents, tokenEvents } from '../access/index.ts';
import type { organizationEvents } from '../organizations/index.ts';
import type { userEvents } from '../users/index.ts';

/** Makes an event of an invitation, or of a change that follows from accepting one. */
export const newEvent: EventMaker<
  typeof invitationEvents &
    typeof roleBindingEvents &
    typeof tokenEvents &
    typeof organizationEvents &
    typeof userEvents
> = eventOf;
