import type { AccessRecord } from './repository.ts';
import { INSTALLATION } from './caller.ts';
import type { Caller, Target } from './caller.ts';
import { memberPermissions, ownPermissions, personPermissions, rolesByPermission } from './permissions.ts';
import type { Permission, Role } from './permissions.ts';

/** Who may create an organization on this installation. */
export interface OrganizationCreationPolicy {
  readonly organizationCreation: 'everyone' | 'operators';
  /** User ids; the installation's first user always is an operator as well. */
  readonly operators: ReadonlySet<string>;
}

const permissionsOfRole = new Map<Role, readonly Permission[]>();
for (const [permission, holders] of Object.entries(rolesByPermission) as [Permission, readonly Role[]][]) {
  for (const role of holders) permissionsOfRole.set(role, [...(permissionsOfRole.get(role) ?? []), permission]);
}

const ownOf = (record: AccessRecord, policy: OrganizationCreationPolicy): readonly Permission[] => {
  const isLimited = (record.token?.organization_id ?? null) !== null;
  const mayCreate = !isLimited && (policy.organizationCreation === 'everyone' || record.is_first || policy.operators.has(record.user_id));
  const isHeld = (permission: Permission): boolean =>
    permission === 'organization:create' ? mayCreate : permission === 'invitation:accept' ? !isLimited : true;
  return (ownPermissions[record.kind] as readonly Permission[]).filter(isHeld);
};

/** The caller that a record of one user on one target makes: deny by default, roles, membership, then the token's limits. */
export const callerOf = (record: AccessRecord, target: Target, causationId: string | null, policy: OrganizationCreationPolicy): Caller => {
  const outside = record.token !== null && record.token.organization_id !== null && record.token.organization_id !== record.organization_id;
  const roles = outside ? [] : record.roles;
  const isMember = !outside && record.is_member && target.type === 'organization';
  const held =
    target.type === INSTALLATION.type
      ? ownOf(record, policy)
      : [...(isMember ? memberPermissions : []), ...roles.flatMap((role) => permissionsOfRole.get(role) ?? [])];
  const limit = record.token?.permissions ?? null;
  const isAllowed = (permission: Permission): boolean =>
    (limit === null || limit.includes(permission)) && (record.kind === 'person' || !(personPermissions as readonly Permission[]).includes(permission));
  return {
    user_id: record.user_id,
    kind: record.kind,
    name: record.name,
    token: record.token,
    target,
    organization_id: record.organization_id,
    knows_target: target.type === INSTALLATION.type || isMember || roles.length > 0,
    is_archived: record.is_archived,
    permissions: new Set(held.filter(isAllowed)),
    causation_id: causationId,
  };
};
