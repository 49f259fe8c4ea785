import { z } from 'zod';

/**
 * The roles, from the fewest to the most permissions. A role holds on an organization (and then in every project of it)
 * or on one project.
 */
export const roles = ['viewer', 'annotator', 'reviewer', 'manager', 'admin'] as const;

/** A role on an organization or a project. */
export const Role = z
  .enum(roles)
  .meta({ id: 'Role', description: 'A role on an organization (and then in every project of it) or on one project.' });

/** A role on an organization or a project. */
export type Role = (typeof roles)[number];

const viewerAndUp = roles;
const annotatorAndUp = ['annotator', 'reviewer', 'manager', 'admin'] as const;
const reviewerAndUp = ['reviewer', 'manager', 'admin'] as const;
const managerAndUp = ['manager', 'admin'] as const;
const adminOnly = ['admin'] as const;

/** The roles that have each permission on an organization or a project. This is the only place that defines them. */
export const rolesByPermission = {
  'organization:read': viewerAndUp,
  'organization:leave': viewerAndUp,
  'project:list': viewerAndUp,
  'project:read': viewerAndUp,
  'annotation_ui:read': viewerAndUp,
  'guideline:read': viewerAndUp,
  'progress:read': viewerAndUp,

  'task:claim': annotatorAndUp,
  'task:renew': annotatorAndUp,
  'task:release': annotatorAndUp,
  'task:skip': annotatorAndUp,
  'task:submit': annotatorAndUp,
  'task:read': annotatorAndUp,
  'annotation:read': annotatorAndUp,
  'annotation:revise': annotatorAndUp,

  'item:read': reviewerAndUp,
  'task:read_all': reviewerAndUp,
  'annotation:read_all': reviewerAndUp,
  'prediction:read': reviewerAndUp,
  'progress:read_by_annotator': reviewerAndUp,

  'project:create': managerAndUp,
  'project:update': managerAndUp,
  'project:export': managerAndUp,
  'annotation_ui:create': managerAndUp,
  'guideline:publish': managerAndUp,
  'item:import': managerAndUp,
  'item:update': managerAndUp,
  'item:requeue': managerAndUp,
  'prediction:import': managerAndUp,
  'annotation:import': managerAndUp,
  'task:import': managerAndUp,
  'task:release_any': managerAndUp,

  'organization:update': adminOnly,
  'organization:delete': adminOnly,
  'organization:restore': adminOnly,
  'project:delete': adminOnly,
  'project:restore': adminOnly,
  'item:delete': adminOnly,
  'item:restore': adminOnly,
  'annotation:delete': adminOnly,
  'annotation:restore': adminOnly,
  'prediction:delete': adminOnly,
  'prediction:restore': adminOnly,
  'member:read': adminOnly,
  'member:remove': adminOnly,
  'invitation:read': adminOnly,
  'invitation:create': adminOnly,
  'invitation:revoke': adminOnly,
  'role_binding:read': adminOnly,
  'role_binding:create': adminOnly,
  'role_binding:delete': adminOnly,
  'service_account:read': adminOnly,
  'service_account:create': adminOnly,
  'service_account:update': adminOnly,
  'service_account:delete': adminOnly,
  'service_account_token:read': adminOnly,
  'service_account_token:create': adminOnly,
  'service_account_token:update': adminOnly,
  'service_account_token:revoke': adminOnly,
  'external_user:read': adminOnly,
  'external_user:link': adminOnly,
} as const satisfies Record<`${string}:${string}`, readonly Role[]>;

/** The permissions on an organization that every member has, even without a role. */
export const memberPermissions = [
  'organization:read',
  'organization:leave',
  'project:list',
] as const satisfies readonly (keyof typeof rolesByPermission)[];

/**
 * The permissions that a service account never has, whatever its role. A program neither gives nor removes the access
 * of others, so revoking its token ends everything it can do, and a leaked token cannot take an organization from its
 * people. Nor can a program link an external user to a person.
 */
export const personPermissions = [
  'organization:leave',
  'organization:delete',
  'member:remove',
  'invitation:read',
  'invitation:create',
  'invitation:revoke',
  'role_binding:create',
  'role_binding:delete',
  'service_account:create',
  'service_account:delete',
  'service_account_token:create',
  'service_account_token:revoke',
  'external_user:link',
] as const satisfies readonly (keyof typeof rolesByPermission)[];

/**
 * The permissions of each kind of user that concern neither an organization nor a project. The installation's policy
 * can take `organization:create` away.
 */
export const ownPermissions = {
  person: [
    'me:read',
    'me:update',
    'user:read',
    'organization:create',
    'own_token:read',
    'own_token:create',
    'own_token:update',
    'own_token:revoke',
    'current_token:read',
    'invitation:accept',
  ],
  service: ['me:read', 'user:read', 'current_token:read'],
  external: [],
} as const;

/** The permissions that no limit of a token takes away: the holder of a token can always read what it is. */
export const unlimitablePermissions = [
  'current_token:read',
] as const satisfies readonly (typeof ownPermissions)['person'][number][];

/** The permissions that a token limited to an organization or to permissions never has, even if it names them. */
export const unlimitedPermissions = [
  'invitation:accept',
] as const satisfies readonly (typeof ownPermissions)['person'][number][];

/** The further permissions that a token limited to one organization does not have. */
export const everywherePermissions = [
  'organization:create',
  'me:update',
] as const satisfies readonly (typeof ownPermissions)['person'][number][];

/** The right to one kind of action: `<resource>:<verb>`. */
export type Permission = keyof typeof rolesByPermission | (typeof ownPermissions)['person'][number];

/** Every permission, each once. */
export const permissions: readonly Permission[] = [
  ...ownPermissions.person,
  ...(Object.keys(rolesByPermission) as (keyof typeof rolesByPermission)[]),
];

/** The right to one kind of action: `<resource>:<verb>`. */
export const Permission = z
  .enum(permissions as readonly [Permission, ...Permission[]])
  .meta({ id: 'Permission', description: 'The right to one kind of action: `<resource>:<verb>`.' });
