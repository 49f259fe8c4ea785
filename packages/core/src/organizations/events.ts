import { z } from 'zod';
import { eventOf, Id, Revision } from '../kernel/index.ts';
import type { EventMaker } from '../kernel/index.ts';
import type { roleBindingEvents, serviceAccountEvents, tokenEvents } from '../access/index.ts';

/** The events of organizations and their members. The subject is the organization, or the user who is the member. */
export const organizationEvents = {
  'goldset.organization.created': z.strictObject({ created_by: Id }),
  'goldset.organization.updated': z.strictObject({ revision: Revision }),
  'goldset.organization.deleted': z.strictObject({}),
  'goldset.organization.restored': z.strictObject({}),
  'goldset.member.added': z.strictObject({ user_id: Id }),
  'goldset.member.removed': z.strictObject({ user_id: Id }),
} as const;

/** Makes an event of an organization, its members, or what is created or deleted with a member. */
export const newEvent: EventMaker<
  typeof organizationEvents & typeof roleBindingEvents & typeof tokenEvents & typeof serviceAccountEvents
> = eventOf;
