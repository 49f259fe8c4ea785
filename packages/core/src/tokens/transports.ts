import { z } from 'zod';
import { Permission, Role } from '../access/index.ts';
import { Id, Name, optional, Revision, Timestamp, TimestampInput } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactOrganization } from '../organizations/index.ts';
import { CompactUser, UserKind } from '../users/index.ts';

/** A token, without its secret. */
export const Token = z
  .object({
    id: Id,
    name: Name,
    prefix: z.string().meta({ description: 'The first characters of the secret, to recognise it by.' }),
    organization_id: Id.nullable().meta({
      description: 'The only organization the token works in; `null` is everywhere its user has rights.',
    }),
    permissions: z
      .array(Permission)
      .nullable()
      .meta({ description: 'The only permissions the token has; `null` is all of its user’s.' }),
    expires_at: Timestamp.nullable(),
    last_used_at: Timestamp.nullable().meta({ description: 'To about a minute.' }),
    revision: Revision,
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Token' });
/** A token, without its secret. */
export type Token = Transport<typeof Token>;

/** A new token: the only response that contains its secret. */
export const CreatedToken = Token.extend({
  secret: z
    .string()
    .nullable()
    .meta({ description: 'Shown once (`null` where the answer is repeated); kept only as its SHA-256.' }),
}).meta({ id: 'CreatedToken' });
/** A new token: the only response that contains its secret. */
export type CreatedToken = Transport<typeof CreatedToken>;

/** The request for a token. */
export const CreateToken = z
  .strictObject({
    name: Name,
    expires_at: optional(TimestampInput).meta({
      description: 'Default: the expiry of the token it is made with, otherwise never.',
    }),
    permissions: optional(z.array(Permission).min(1).max(100)).meta({
      description: 'Default: the permissions of the token it is made with.',
    }),
  })
  .meta({ id: 'CreateToken', example: { name: 'laptop' } });
/** The request for a token. */
export type CreateToken = Transport<typeof CreateToken>;

/** The request for a personal token. */
export const CreateOwnToken = CreateToken.extend({
  organization_id: optional(Id).meta({
    description:
      'The only organization it is to work in, one that the caller is a member of. Default: that of the token it is made with, if that one is limited, otherwise none.',
  }),
}).meta({ id: 'CreateOwnToken', example: { name: 'laptop' } });
/** The request for a personal token. */
export type CreateOwnToken = Transport<typeof CreateOwnToken>;

/** The new values of a token's fields; a field that is left out keeps its value. */
export const UpdateToken = z
  .strictObject({ name: optional(Name) })
  .meta({ id: 'UpdateToken', example: { name: 'old laptop' } });
/** The new values of a token's fields; a field that is left out keeps its value. */
export type UpdateToken = Transport<typeof UpdateToken>;

/** Filters a list of tokens. */
export const TokenFilter = z.strictObject({
  expired: z
    .boolean()
    .optional()
    .meta({ description: 'With `true`, only those that have expired; with `false`, only those that still work.' }),
});
/** Filters a list of tokens. */
export type TokenFilter = Transport<typeof TokenFilter>;

/** A project in references. */
export const CompactProject = z.object({ id: Id, name: Name }).meta({ id: 'CompactProject' });

/**
 * What a token permits in one organization, or what it permits in one project beyond what it permits in every project
 * of the organization.
 */
export const TokenAccess = z
  .object({
    organization: CompactOrganization,
    project: CompactProject.nullable().meta({
      description:
        'The project that the roles are on; `null` where they are on the organization itself, and so hold in all of its projects.',
    }),
    roles: z
      .array(Role)
      .meta({ description: 'The roles of the token’s user there; on a project, with those on its organization.' }),
    permissions: z.array(Permission).meta({
      description:
        'What the token may do there: what the roles, and membership alone, permit, without what the token is not limited to and what the kind of user never may.',
    }),
  })
  .meta({ id: 'TokenAccess' });
/** What a token permits in one organization or project. */
export type TokenAccess = Transport<typeof TokenAccess>;

/** The user of a token. */
export const TokenUser = CompactUser.extend({ kind: UserKind }).meta({ id: 'TokenUser' });

/** The token with which a request was sent, and what it permits. */
export const CurrentToken = Token.extend({
  user: TokenUser,
  organization: CompactOrganization.nullable().meta({
    description:
      'The only organization the token works in; `null` where it works in all of its user’s, or the organization is deleted.',
  }),
  own_permissions: z
    .array(Permission)
    .meta({ description: 'What the token may do that concerns no organization and no project.' }),
  access: z.array(TokenAccess).meta({
    description:
      'What it may do in each organization that its user is a member of, and in each project in which they have a role of their own; each organization followed by its projects, by their ids.',
  }),
  is_complete: z.boolean().meta({
    description: 'Whether `access` holds all there is. It ends after 200; ask for one organization or project then.',
  }),
}).meta({ id: 'CurrentToken' });
/** The token with which a request was sent, and what it permits. */
export type CurrentToken = Transport<typeof CurrentToken>;

/** Selects the organization or the project for which is read what a token permits. */
export const CurrentTokenFilter = z.strictObject({
  organization_id: Id.optional().meta({ description: 'Only `access` to this organization and its projects.' }),
  project_id: Id.optional().meta({
    description: 'Only `access` to this project, also where the roles there are those on its organization.',
  }),
});
/** Selects the organization or the project for which is read what a token permits. */
export type CurrentTokenFilter = Transport<typeof CurrentTokenFilter>;
