import type { AccessRecord } from './repository.ts';
import { INSTALLATION } from './caller.ts';
import type { Caller, Target, TokenLimits } from './caller.ts';
import {
  everywherePermissions,
  memberPermissions,
  ownPermissions,
  permissions,
  personPermissions,
  rolesByPermission,
  unlimitablePermissions,
  unlimitedPermissions,
} from './permissions.ts';
import type { Permission, Role } from './permissions.ts';

/** Who may create organizations on this installation. */
export interface OrganizationCreationPolicy {
  readonly organizationCreation: 'everyone' | 'operators';
  /** User ids. The installation's first user is always an operator as well. */
  readonly operators: ReadonlySet<string>;
}

const permissionsOfRole = new Map<Role, readonly Permission[]>();
for (const [permission, holders] of Object.entries(rolesByPermission) as [Permission, readonly Role[]][]) {
  for (const role of holders) permissionsOfRole.set(role, [...(permissionsOfRole.get(role) ?? []), permission]);
}

const deniedBy = (token: TokenLimits | null): readonly Permission[] => {
  if (token === null || (token.organization_id === null && token.permissions === null)) return [];
  return token.organization_id === null ? unlimitedPermissions : [...unlimitedPermissions, ...everywherePermissions];
};

const ownOf = (record: AccessRecord, policy: OrganizationCreationPolicy): readonly Permission[] => {
  const mayCreate =
    policy.organizationCreation === 'everyone' || record.is_first || policy.operators.has(record.user_id);
  const denied = new Set<Permission>([
    ...deniedBy(record.token),
    ...(mayCreate ? [] : ['organization:create' as const]),
  ]);
  return (ownPermissions[record.kind] as readonly Permission[]).filter((permission) => !denied.has(permission));
};

const isOf =
  (kind: AccessRecord['kind'], limit: readonly Permission[] | null): ((permission: Permission) => boolean) =>
  (permission) =>
    (limit === null ||
      limit.includes(permission) ||
      (unlimitablePermissions as readonly Permission[]).includes(permission)) &&
    (kind === 'person' || !(personPermissions as readonly Permission[]).includes(permission));

// Cached, because there are few kinds and few sets of roles, and nearly every request has one of these without limits.
const unlimited = new Map<string, ReadonlySet<Permission>>();

const permissionsOf = (
  kind: AccessRecord['kind'],
  isMember: boolean,
  roles: readonly Role[],
  limit: readonly Permission[] | null,
): ReadonlySet<Permission> => {
  const held = (): readonly Permission[] => [
    ...(isMember ? memberPermissions : []),
    ...roles.flatMap((role) => permissionsOfRole.get(role) ?? []),
  ];
  if (limit !== null) return new Set(held().filter(isOf(kind, limit)));
  const key = [kind, isMember, ...roles].join(' ');
  const known = unlimited.get(key) ?? new Set(held().filter(isOf(kind, null)));
  unlimited.set(key, known);
  return known;
};

/**
 * The permissions of a caller on an organization or a project, from their membership and roles there, in the order of
 * `permissions`. The caller's token must be valid there.
 */
export const permissionsAt = (
  { kind, token }: Pick<Caller, 'kind' | 'token'>,
  isMember: boolean,
  roles: readonly Role[],
): readonly Permission[] => {
  const held = permissionsOf(kind, isMember, roles, token?.permissions ?? null);
  return permissions.filter((permission) => held.has(permission));
};

/**
 * Makes a caller from the record of one user on one target: no permission by default, then those of roles and
 * membership, then the limits of the token.
 */
export const callerOf = (
  record: AccessRecord,
  target: Target,
  causationId: string | null,
  policy: OrganizationCreationPolicy,
): Caller => {
  const outside =
    record.token !== null &&
    record.token.organization_id !== null &&
    record.token.organization_id !== record.organization_id;
  const roles = outside ? [] : record.roles;
  const isMember = !outside && record.is_member && target.type === 'organization';
  const limit = record.token?.permissions ?? null;
  return {
    user_id: record.user_id,
    kind: record.kind,
    name: record.name,
    token: record.token,
    token_id: record.used_token?.id ?? null,
    target,
    organization_id: record.organization_id,
    knows_target: target.type === INSTALLATION.type || isMember || roles.length > 0,
    is_archived: record.is_archived,
    permissions:
      target.type === INSTALLATION.type
        ? new Set(ownOf(record, policy).filter(isOf(record.kind, limit)))
        : permissionsOf(record.kind, isMember, roles, limit),
    causation_id: causationId,
  };
};
