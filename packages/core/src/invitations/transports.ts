import { z } from 'zod';
import { DistinctRoles } from '../access/index.ts';
import { Id, Name, optional, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactOrganization } from '../organizations/index.ts';
import { CreatedToken } from '../tokens/index.ts';
import { CompactUser, Email } from '../users/index.ts';

/** An open invitation to an organization, without its secret. */
export const Invitation = z
  .object({
    id: Id,
    email: Email,
    roles: DistinctRoles,
    created_by: CompactUser,
    created_at: Timestamp,
    expires_at: Timestamp,
  })
  .meta({ id: 'Invitation' });
/** An open invitation to an organization, without its secret. */
export type Invitation = Transport<typeof Invitation>;

/** A new invitation: the only response that contains its secret. */
export const CreatedInvitation = Invitation.extend({
  secret: z.string().nullable().meta({
    description:
      'Shown once (`null` where the answer is repeated); kept only as its SHA-256. Whoever has it can accept the invitation.',
  }),
}).meta({ id: 'CreatedInvitation' });
/** A new invitation: the only response that contains its secret. */
export type CreatedInvitation = Transport<typeof CreatedInvitation>;

/** The request for an invitation. */
export const CreateInvitation = z
  .strictObject({ email: Email, roles: DistinctRoles })
  .meta({ id: 'CreateInvitation', example: { email: 'grace@example.org', roles: ['reviewer'] } });
/** The request for an invitation. */
export type CreateInvitation = Transport<typeof CreateInvitation>;

/** The request to accept an invitation. */
export const AcceptInvitation = z
  .strictObject({
    secret: z.string().min(1).max(256),
    name: optional(Name).meta({
      description:
        'What others are to call the person. Without a token it is required; who accepts with a token has a name already.',
    }),
  })
  .meta({ id: 'AcceptInvitation', example: { secret: 'gs_Zk3vT…', name: 'Grace' } });
/** The request to accept an invitation. */
export type AcceptInvitation = Transport<typeof AcceptInvitation>;

/** The result of accepting an invitation. */
export const AcceptedInvitation = z
  .object({
    organization: CompactOrganization,
    user: CompactUser,
    token: CreatedToken.nullable().meta({
      description: 'A token that works everywhere the person has rights; `null` for who accepted with a token.',
    }),
  })
  .meta({ id: 'AcceptedInvitation' });
/** The result of accepting an invitation. */
export type AcceptedInvitation = Transport<typeof AcceptedInvitation>;
