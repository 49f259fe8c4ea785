import { eventOf } from '../kernel/index.ts';
import type { EventMaker } from '../kernel/index.ts';
import type { roleBindingEvents, serviceAccountEvents } from '../access/index.ts';
import type { organizationEvents } from '../organizations/index.ts';

/** Makes an event of a service account, or of what is created with one. */
export const newEvent: EventMaker<typeof serviceAccountEvents & typeof roleBindingEvents & typeof organizationEvents> =
  eventOf;
