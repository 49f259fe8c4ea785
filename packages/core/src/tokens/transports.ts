import { z } from 'zod';
import { Permission } from '../access/index.ts';
import { Id, Name, optional, Timestamp, TimestampInput } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';

/** A token, without its secret. */
export const Token = z
  .object({
    id: Id,
    name: Name,
    prefix: z.string().meta({ description: 'The first characters of the secret, to recognise it by.' }),
    organization_id: Id.nullable().meta({ description: 'The only organization the token works in; `null` is everywhere its user has rights.' }),
    permissions: z.array(Permission).nullable().meta({ description: 'The only permissions the token has; `null` is all of its user’s.' }),
    expires_at: Timestamp.nullable(),
    last_used_at: Timestamp.nullable().meta({ description: 'To about a minute.' }),
    created_at: Timestamp,
  })
  .meta({ id: 'Token' });
/** A token, without its secret. */
export type Token = Transport<typeof Token>;

/** A token that was just made: the only answer that holds its secret. */
export const CreatedToken = Token.extend({
  secret: z.string().nullable().meta({ description: 'Shown once (`null` where the answer is repeated); kept only as its SHA-256.' }),
}).meta({ id: 'CreatedToken' });
/** A token that was just made: the only answer that holds its secret. */
export type CreatedToken = Transport<typeof CreatedToken>;

/** The request for a token. */
export const CreateToken = z
  .strictObject({
    name: Name,
    expires_at: optional(TimestampInput).meta({ description: 'Default: the expiry of the token it is made with, otherwise never.' }),
    permissions: optional(z.array(Permission).min(1).max(100)).meta({ description: 'Default: the permissions of the token it is made with.' }),
  })
  .meta({ id: 'CreateToken', example: { name: 'laptop' } });
/** The request for a token. */
export type CreateToken = Transport<typeof CreateToken>;

/** The request for a personal token. */
export const CreateOwnToken = CreateToken.extend({
  organization_id: optional(Id).meta({ description: 'The only organization it is to work in, one that the caller is a member of. Default: that of the token it is made with, if that one is limited, otherwise none.' }),
}).meta({ id: 'CreateOwnToken', example: { name: 'laptop' } });
/** The request for a personal token. */
export type CreateOwnToken = Transport<typeof CreateOwnToken>;
