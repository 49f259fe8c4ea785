import { z } from 'zod';
import { Id, Name, SearchText, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactUser } from '../users/index.ts';

const Count = z.int().min(0);

const moves = {
  moved: Count.meta({ description: 'Answers that become the person’s, the merged ones included.' }),
  merged: Count.meta({
    description:
      'Of these, the answers to items that the person has answered as well: one of the two stays, the other becomes revisions of it.',
  }),
  reopened: Count.meta({ description: 'Items that were complete and are not any more, because an answer was merged.' }),
  released: Count.meta({
    description: 'Claimed tasks of the person that are released, because the answer to their item is now the person’s.',
  }),
} as const;

/**
 * The person to whom an external user is linked, and how many of the answers under the name have been moved to that
 * person.
 */
export const ExternalUserLink = z
  .object({
    user: CompactUser,
    linked_by: CompactUser.meta({
      description: 'Who linked the two: an admin, or the person who joined with this address.',
    }),
    linked_at: Timestamp,
    ...moves,
    remaining: Count.meta({
      description:
        'Answers that still stand under the name. They follow by themselves; imports and claims treat them as the person’s already.',
    }),
    is_complete: z
      .boolean()
      .meta({ description: 'Whether every answer has followed, also those in what is deleted and can be restored.' }),
  })
  .meta({ id: 'ExternalUserLink' });
/**
 * The person to whom an external user is linked, and how many of the answers under the name have been moved to that
 * person.
 */
export type ExternalUserLink = Transport<typeof ExternalUserLink>;

/** A user who is known only by imported answers: a name of a source. */
export const ExternalUser = z
  .object({
    id: Id,
    name: z.string().min(1).max(254),
    source: Name.nullable().meta({
      description: 'Where the name comes from, as the import said it: one name of two sources is two external users.',
    }),
    answers: Count.meta({
      description: 'Answers that stand under the name, in projects and items that are not deleted.',
    }),
    link: ExternalUserLink.nullable().meta({ description: 'The person this is; `null` while nobody is linked.' }),
    created_at: Timestamp,
  })
  .meta({ id: 'ExternalUser' });
/** A user who is known only by imported answers. */
export type ExternalUser = Transport<typeof ExternalUser>;

/** Filters a list of external users. An external user must match all conditions. */
export const ExternalUserFilters = z.strictObject({
  name: SearchText.optional().meta({ description: 'The name holds this text, in capitals or not.' }),
  source: Name.optional().meta({ description: 'The name comes from exactly this source.' }),
});
/** Filters a list of external users. */
export type ExternalUserFilters = Transport<typeof ExternalUserFilters>;

/** The request to link an external user. */
export const LinkExternalUser = z
  .strictObject({ user_id: Id.meta({ description: 'A member of the organization who is a person.' }) })
  .meta({ id: 'LinkExternalUser', example: { user_id: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0003' } });
/** The request to link an external user. */
export type LinkExternalUser = Transport<typeof LinkExternalUser>;

/** The number of answers and other objects that linking an external user moves. */
export const MovedAnswers = z.object(moves);
/** The number of answers and other objects that linking an external user moves. */
export type MovedAnswers = Transport<typeof MovedAnswers>;

/**
 * A linked external user, and what this request moves, counted before the link is made: nothing if the two were linked
 * already.
 */
export const LinkedExternalUser = z
  .object({ external_user: ExternalUser, ...moves })
  .meta({ id: 'LinkedExternalUser' });
/** A linked external user, and what the link moves. */
export type LinkedExternalUser = Transport<typeof LinkedExternalUser>;
