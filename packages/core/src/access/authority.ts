import type { Id, Platform, Timestamp } from '../kernel/index.ts';
import type { Caller } from './caller.ts';
import type { Archived, Forbidden, NotFound, Unauthenticated } from './errors.ts';
import { rolesByPermission } from './permissions.ts';
import type { Permission, Role } from './permissions.ts';

/**
 * The right under which one operation runs many statements in a project, which may take long. The store asks in each of these
 * statements whether it still holds; a statement that is sent after it has ended reads and writes nothing.
 */
export interface Authority {
  readonly user_id: Id;
  /** The token that the caller came with; `null` for a caller made from a user id. */
  readonly token_id: Id | null;
  readonly permission: Permission;
  /** The roles that have the permission. */
  readonly roles: readonly Role[];
  /** Whether it ends when the project is archived. */
  readonly ends_when_archived: boolean;
  /** The present moment, by which a token may have expired. */
  readonly now: () => Timestamp;
}

/** Why an authority has ended: the token or its user is gone, there is no project or no role on it, the roles have not the permission, or the project is archived. */
export type EndedAuthority = 'unauthenticated' | 'not_found' | 'forbidden' | 'archived';

/** What an operation answers whose authority has ended: what the guard would answer to the same request now. */
export type AuthorityError = Unauthenticated | NotFound | Forbidden | Archived;

/** Says under which authority a caller, whom the guard has let through, goes on. */
export type AuthorityOf = (caller: Caller) => Authority;

// What a user may do on neither an organization nor a project, they may by no role.
const rolesOf = (permission: Permission): readonly Role[] =>
  permission in rolesByPermission ? rolesByPermission[permission as keyof typeof rolesByPermission] : [];

/** Makes what says under which authority the callers of one operation go on. */
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

/** The error that says why an authority has ended. */
export const authorityError = ({ permission }: Authority, ended: EndedAuthority): AuthorityError =>
  // A token keeps its limits; what its user loses are roles.
  ended === 'forbidden' ? { code: ended, permission, because: 'roles' } : { code: ended };
