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

/** Says who a caller is for an operation whose permission is asked on another target than the one they were read for. */
export type Aim<Input> = (caller: Caller, input: Input) => Promise<Caller>;

/** What a caller who is read again keeps of what they came with. */
const cameWith = ({ token_id, once, event_time }: Caller): Pick<Caller, 'token_id' | 'once' | 'event_time'> => ({ token_id, once, event_time });

const isOn = ({ target }: Caller, organizationId: Id): boolean => target.type === 'organization' && target.id === organizationId;

/** The same caller on another target: read afresh, in one statement, with the limits of the token they came with. */
const readAt = async ({ store, now, ...policy }: AuthenticationNeeds, caller: Caller, target: Target): Promise<Caller> => {
  const record = await store.access.read({ user_id: caller.user_id }, readable(target), now().toISOString());
  return record === undefined ? caller : { ...callerOf({ ...record, token: caller.token }, target, caller.causation_id, policy), ...cameWith(caller) };
};

/**
 * Reads a caller for whom their target is not there as one who sees it also where it is deleted and can be restored, if
 * they may do so: to everyone else it is as if it had never been. What the operation is done on is still compared with that target.
 */
export const aimAtDeleted =
  (deps: OrganizationCreationPolicy & Pick<Platform, 'now' | 'restoreDays'> & { readonly store: { readonly access: Pick<AccessRepository, 'readRestorable'> } }, permission: Permission): Aim<object> =>
  async (caller) => {
    const { target } = caller;
    if (target.type === 'installation' || caller.knows_target) return caller;
    const record = await deps.store.access.readRestorable(caller.user_id, readable(target), restorableSince(deps));
    const there = record && callerOf({ ...record, token: caller.token }, target, caller.causation_id, deps);
    return there?.permissions.has(permission) === true ? { ...there, ...cameWith(caller) } : caller;
  };

interface NamesTarget {
  readonly organization_id: Id;
  readonly target?: Target;
  readonly project_id?: Id | undefined;
}

/** Reads a caller of the organization on the project that the input names, if it names one. */
export const aimAtProject =
  (deps: AuthenticationNeeds): Aim<NamesTarget> =>
  async (caller, { organization_id, target, project_id }) => {
    const projectId = target?.type === 'project' ? target.id : project_id;
    return projectId === undefined || !isOn(caller, organization_id) || !caller.knows_target ? caller : readAt(deps, caller, { type: 'project', id: projectId });
  };

/**
 * Reads a caller of the organization on the project of the binding that the input names. A binding that is not there,
 * and one of a project the caller may not know of, are asked for on the organization, so that the two cannot be told apart.
 */
export const aimAtRoleBinding =
  (deps: AuthenticationNeeds & Needs<{ roleBindings: RoleBindingsRepository }>): Aim<{ readonly organization_id: Id; readonly role_binding_id: Id }> =>
  async (caller, { organization_id, role_binding_id }) => {
    if (!isOn(caller, organization_id) || !caller.knows_target) return caller;
    const target = await deps.store.within(scopeOf(caller)).roleBindings.targetOf(role_binding_id);
    if (target?.type !== 'project') return caller;
    const there = await readAt(deps, caller, target);
    return there.knows_target ? there : caller;
  };
