import { restorableSince } from '../kernel/index.ts';
import type { Id, Platform } from '../kernel/index.ts';
import { readable } from './authenticate.ts';
import type { AuthenticationNeeds } from './authenticate.ts';
import { callerOf } from './caller-of.ts';
import type { OrganizationCreationPolicy } from './caller-of.ts';
import type { Caller, Target } from './caller.ts';
import type { Permission } from './permissions.ts';
import type { AccessRepository, RoleBindingsRepository } from './repository.ts';
import { scopeOf } from './scope.ts';
import type { Needs } from './service.ts';

/** The target on which the permission of an operation is checked, and the caller as read for it. */
export interface Aimed {
  readonly caller: Caller;
  readonly target: Target;
}

/**
 * Resolves the target of an operation whose permission is checked on another target than `target`, the one that its
 * declaration takes from the input, or on a deleted one, and reads the caller there.
 */
export type Aim<Input> = (caller: Caller, input: Input, target: Target) => Promise<Aimed>;

/** The fields that a caller who is read again keeps. */
const cameWith = ({ token_id, once, event_time }: Caller): Pick<Caller, 'token_id' | 'once' | 'event_time'> => ({
  token_id,
  once,
  event_time,
});

const isOn = ({ target }: Caller, organizationId: Id): boolean =>
  target.type === 'organization' && target.id === organizationId;

/** Reads the same caller on another target, in one statement, with the limits of their token. */
const readAt = async (
  { store, now, ...policy }: AuthenticationNeeds,
  caller: Caller,
  target: Target,
): Promise<Caller> => {
  const record = await store.access.read({ user_id: caller.user_id }, readable(target), now().toISOString());
  return record === undefined
    ? caller
    : { ...callerOf({ ...record, token: caller.token }, target, caller.causation_id, policy), ...cameWith(caller) };
};

/** The dependencies of reading a caller on a deleted target. */
type RestorationNeeds = OrganizationCreationPolicy &
  Pick<Platform, 'now' | 'restoreDays'> & {
    readonly store: { readonly access: Pick<AccessRepository, 'readRestorable'> };
  };

const onRestorable = async (deps: RestorationNeeds, permission: Permission, caller: Caller): Promise<Caller> => {
  const { target } = caller;
  if (target.type === 'installation' || caller.knows_target) return caller;
  const record = await deps.store.access.readRestorable(caller.user_id, readable(target), restorableSince(deps));
  const there = record && callerOf({ ...record, token: caller.token }, target, caller.causation_id, deps);
  return there?.permissions.has(permission) === true ? { ...there, ...cameWith(caller) } : caller;
};

/**
 * Reads the caller once more if they do not see the target, this time including a deleted target that can be restored.
 * Only a caller with the permission gets access to it; for every other caller it does not exist.
 */
export const aimAtDeleted =
  (deps: RestorationNeeds, permission: Permission): Aim<unknown> =>
  async (caller, _input, target) => ({ caller: await onRestorable(deps, permission, caller), target });

interface NamesOrganization {
  readonly organization_id: Id;
}

/** Reads a caller of the organization on the project that the input names, if it names one. */
export const aimAtProject =
  (
    deps: AuthenticationNeeds,
  ): Aim<NamesOrganization & { readonly target?: Target; readonly project_id?: Id | undefined }> =>
  async (caller, { organization_id, project_id, target: named }, organization) => {
    const target = named ?? (project_id === undefined ? organization : ({ type: 'project', id: project_id } as const));
    const isElsewhere = target.type === 'project' && isOn(caller, organization_id) && caller.knows_target;
    return { caller: isElsewhere ? await readAt(deps, caller, target) : caller, target };
  };

/**
 * Reads a caller of the organization on the project of the role binding that the input names. If the binding does not
 * exist, or the caller may not know of its project, the permission is checked on the organization, so that the two
 * cases cannot be told apart.
 */
export const aimAtRoleBinding =
  (
    deps: AuthenticationNeeds & Needs<{ roleBindings: RoleBindingsRepository }>,
  ): Aim<NamesOrganization & { readonly role_binding_id: Id }> =>
  async (caller, { organization_id, role_binding_id }, organization) => {
    const target =
      isOn(caller, organization_id) && caller.knows_target
        ? await deps.store.within(scopeOf(caller)).roleBindings.targetOf(role_binding_id)
        : undefined;
    const there = target?.type === 'project' ? await readAt(deps, caller, target) : caller;
    const aimed = there.knows_target ? there : caller;
    const isOnProject = aimed.target.type === 'project' && aimed.organization_id === organization_id;
    return { caller: aimed, target: isOnProject ? aimed.target : organization };
  };
