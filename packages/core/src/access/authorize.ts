import { err, ok } from '../kernel/index.ts';
import type { Result } from '../kernel/index.ts';
import type { Caller, Target } from './caller.ts';
import type { AccessError, MissingBecause, MissingPermission } from './errors.ts';
import { everywherePermissions, ownPermissions, personPermissions, unlimitedPermissions } from './permissions.ts';
import type { Permission } from './permissions.ts';

const isSame = (a: Target, b: Target): boolean =>
  a.type === 'installation' ? b.type === 'installation' : b.type === a.type && b.id === a.id;

const includes = (list: readonly Permission[], permission: Permission): boolean => list.includes(permission);

const whyMissing = ({ token, kind }: Caller, permission: Permission): MissingBecause => {
  if (kind === 'person' && token !== null) {
    const isOfOne = token.organization_id !== null;
    if (includes(unlimitedPermissions, permission) && (isOfOne || token.permissions !== null)) return 'token_limited';
    if (includes(everywherePermissions, permission) && isOfOne) return 'token_organization';
  }
  if (token !== null && token.permissions !== null && !includes(token.permissions, permission))
    return 'token_permissions';
  const isOwn = includes(ownPermissions.person, permission);
  if (
    kind !== 'person' &&
    (isOwn ? !includes(ownPermissions[kind], permission) : includes(personPermissions, permission))
  )
    return 'service_account';
  return isOwn ? 'installation' : 'roles';
};

/** Makes the error for a caller who lacks a permission, with the reason. */
export const forbidden = (caller: Caller, permission: Permission): MissingPermission => ({
  code: 'forbidden',
  permission,
  because: whyMissing(caller, permission),
});

/**
 * Checks that `caller` has `permission` on `target`. Returns `not_found` if the caller may not know that the target
 * exists, and `forbidden` if they may know it but lack the permission. A caller who was read for another target is
 * treated as one without a role.
 */
export const authorize = (caller: Caller, permission: Permission, target: Target): Result<undefined, AccessError> => {
  if (!isSame(caller.target, target) || !caller.knows_target) return err({ code: 'not_found' });
  return caller.permissions.has(permission) ? ok(undefined) : err(forbidden(caller, permission));
};
