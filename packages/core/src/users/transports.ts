import { z } from 'zod';
import { CompactUser } from '../access/index.ts';
import { Id, Name, optional, Revision, SearchText, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';

/**
 * The kind of a user: a person, a service account of one organization, or an external user, whose name only appears on
 * imported answers.
 */
export const UserKind = z.enum(['person', 'service', 'external']).meta({ id: 'UserKind' });

/** A person, as the people who share an organization with them see them. */
export const User = CompactUser.extend({ kind: UserKind, created_at: Timestamp }).meta({ id: 'User' });
/** A person, as others see them. */
export type User = Transport<typeof User>;

/** Filters a list of people. */
export const UserFilter = z.strictObject({
  name: SearchText.optional().meta({ description: 'The name holds this text, in capitals or not.' }),
});
/** Filters a list of people. */
export type UserFilter = Transport<typeof UserFilter>;

/** The caller, as they see themselves. */
export const Me = z
  .object({
    id: Id,
    kind: UserKind,
    name: Name,
    email: z.string().nullable(),
    email_verified: z.boolean().meta({
      description:
        'Whether it is proved that the address is the person’s. The first proof revokes every token that the account had before.',
    }),
    revision: Revision,
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Me' });
/** The caller, as they see themselves. */
export type Me = Transport<typeof Me>;

/** The new values of the caller's fields; a field that is left out keeps its value. */
export const UpdateMe = z
  .strictObject({ name: optional(Name) })
  .meta({ id: 'UpdateMe', example: { name: 'Grace Hopper' } });
/** The new values of the caller's fields; a field that is left out keeps its value. */
export type UpdateMe = Transport<typeof UpdateMe>;
