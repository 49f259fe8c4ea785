import { z } from 'zod';
import { Role } from '../access/index.ts';
import { Id, Name, optional, Revision, SearchText, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactUser, Email, UserKind } from '../users/index.ts';

/** An organization in lists and references. */
export const CompactOrganization = z.object({ id: Id, name: Name }).meta({ id: 'CompactOrganization' });
/** An organization in lists and references. */
export type CompactOrganization = Transport<typeof CompactOrganization>;

/** An organization in the list of the caller's organizations. */
export const ListedOrganization = CompactOrganization.extend({
  deleted_at: Timestamp.nullable().meta({ description: 'Set in the list of deleted organizations only.' }),
}).meta({ id: 'ListedOrganization' });
/** An organization in the list of the caller's organizations. */
export type ListedOrganization = Transport<typeof ListedOrganization>;

/** An organization: a tenant. */
export const Organization = CompactOrganization.extend({
  revision: Revision,
  created_by: CompactUser,
  created_at: Timestamp,
  updated_at: Timestamp,
  member_count: z.int().min(0),
}).meta({ id: 'Organization' });
/** An organization: a tenant. */
export type Organization = Transport<typeof Organization>;

/** A member of an organization, with their roles on the organization itself. */
export const Member = z
  .object({
    user: CompactUser,
    kind: UserKind,
    email: z.string().nullable().meta({ description: 'The person’s e-mail address; `null` for a service account.' }),
    email_verified: z.boolean().meta({ description: 'Whether it is proved that the address is the person’s.' }),
    roles: z.array(Role),
    added_by: CompactUser.nullable(),
    created_at: Timestamp,
  })
  .meta({ id: 'Member' });
/** A member of an organization. */
export type Member = Transport<typeof Member>;

/** Filters a list of members. A member must match all conditions. */
export const MemberFilters = z.strictObject({
  name: SearchText.optional().meta({ description: 'The name holds this text, in capitals or not.' }),
  email: Email.optional().meta({
    description: 'The person with this address, which is compared as that of an invitation is.',
  }),
  role: Role.optional().meta({ description: 'Those who have this role on the organization itself.' }),
  kind: UserKind.optional().meta({ description: 'People, or service accounts. No external user is a member.' }),
});
/** Filters a list of members. */
export type MemberFilters = Transport<typeof MemberFilters>;

/** The request for an organization. */
export const CreateOrganization = z
  .strictObject({ name: Name })
  .meta({ id: 'CreateOrganization', example: { name: 'Acme Research' } });
/** The request for an organization. */
export type CreateOrganization = Transport<typeof CreateOrganization>;

/** The new values of an organization's fields; a field that is left out keeps its value. */
export const UpdateOrganization = z
  .strictObject({ name: optional(Name) })
  .meta({ id: 'UpdateOrganization', example: { name: 'Acme Labs' } });
/** The new values of an organization's fields; a field that is left out keeps its value. */
export type UpdateOrganization = Transport<typeof UpdateOrganization>;
