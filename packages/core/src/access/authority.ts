import type { Id, Platform, Timestamp } from '../kernel/index.ts';
import type { Caller } from './caller.ts';
import type { Archived, Forbidden, NotFound, Unauthenticated } from './errors.ts';
import { rolesByPermission } from './permissions.ts';
import type { Permission, Role } from './permissions.ts';

/**
 * The authority under which one operation runs many statements in a project, which may take long. The store checks in
 * each of these statements that the authority still holds; a statement that is sent after it has ended reads and writes
 * nothing.
 */
export interface Authority {
  readonly user_id: Id;
  /** The token of the request; `null` for a caller made from a user id. */
  readonly token_id: Id | null;
  readonly permission: Permission;
  /** The roles that have the permission. */
  readonly roles: readonly Role[];
  /** Whether the authority ends when the project is archived. */
  readonly ends_when_archived: boolean;
  /** The current time, at which the token may have expired. */
  readonly now: () => Timestamp;
}

/**
 * Why an authority has ended: the token or its user no longer exists or the token has expired; the project no longer
 * exists or the user has no role on it; none of the user's roles has the permission; or the project is archived.
 */
export type EndedAuthority = 'unauthenticated' | 'not_found' | 'forbidden' | 'archived';

/**
 * The error of an operation whose authority has ended: the error that the guard would return for the same request now.
 */
export type AuthorityError = Unauthenticated | NotFound | Forbidden | Archived;

/** Makes the authority of a caller whom the guard has let through. */
export type AuthorityOf = (caller: Caller) => Authority;

// A permission that concerns neither an organization nor a project comes from no role.
const rolesOf = (permission: Permission): readonly Role[] =>
  permission in rolesByPermission ? rolesByPermission[permission as keyof typeof rolesByPermission] : [];

/** Makes the function that gives the authority of each caller of one operation. */
export const authorityFor =
  ({ now }: Pick<Platform, 'now'>, permission: Authority['permission'], ends_when_archived: boolean): AuthorityOf =>
  ({ user_id, token_id }) => ({
    user_id,
    token_id,
    permission,
    roles: rolesOf(permission),
    ends_when_archived,
    now: () => now().toISOString(),
  });

/** Makes the error for the reason why an authority has ended. */
export const authorityError = ({ permission }: Authority, ended: EndedAuthority): AuthorityError =>
  // The limits of a token never change, so a missing permission means that the user has lost a role.
  ended === 'forbidden' ? { code: ended, permission, because: 'roles' } : { code: ended };
