export {
  everywherePermissions,
  memberPermissions,
  ownPermissions,
  Permission,
  permissions,
  personPermissions,
  Role,
  roles,
  rolesByPermission,
  unlimitablePermissions,
  unlimitedPermissions,
} from './permissions.ts';
export { INSTALLATION } from './caller.ts';
export type { Caller, Target, TokenLimits } from './caller.ts';
export { permissionsAt } from './caller-of.ts';
export type { OrganizationCreationPolicy } from './caller-of.ts';
export { authorize, forbidden } from './authorize.ts';
export { authenticate, callerFor } from './authenticate.ts';
export type { Authenticate, CallerFor } from './authenticate.ts';
export { authorityError, authorityFor } from './authority.ts';
export type { Authority, AuthorityError, AuthorityOf, EndedAuthority } from './authority.ts';
export { aimAtDeleted, aimAtProject, aimAtRoleBinding } from './caller-at.ts';
export type { Aim, Aimed } from './caller-at.ts';
export { defineOperation, operationsOf, targetOf } from './operation.ts';
export type { Effect, OnArchived, Operation, TargetTypeOf } from './operation.ts';
export { askAgain } from './ask-again.ts';
export type { MayNotAnyMore } from './ask-again.ts';
export { endAccess, mayInvite } from './end-access.ts';
export type { GetRoleBinding } from './get-role-binding.ts';
export type { ListRoleBindings, ListRoleBindingsInput } from './list-role-bindings.ts';
export type { DeleteRoleBinding } from './delete-role-binding.ts';
export type { CreateRoleBindingInput, CreateRoleBinding as CreateRoleBindingUseCase } from './create-role-binding.ts';
export { AccessRemoval, CreateRoleBinding, DistinctRoles, RoleBinding, RoleBindingTarget } from './transports.ts';
export type { NewRoleBinding } from './transports.ts';
export type {
  AccessRecord,
  AccessRepository,
  DeletedRoleBinding,
  Identity,
  InvitationRevocations,
  MemberTokens,
  RoleBindingsRepository,
  ServiceAccountsByMaker,
  Standings,
  TokenHolds,
} from './repository.ts';
export type {
  AccessError,
  Archived,
  Forbidden,
  LastAdmin,
  MissingBecause,
  MissingPermission,
  NotFound,
  NotYours,
  Unauthenticated,
} from './errors.ts';
export { dataOfBinding, invitationEvents, roleBindingEvents, serviceAccountEvents, tokenEvents } from './events.ts';
export { CompactUser } from './compact-user.ts';
export { answerAsItIs, atOnce, scopeOf } from './scope.ts';
export type { Scope } from './scope.ts';
export { changeBy } from './service.ts';
export type { Needs, UseCase } from './service.ts';
export { roleBindingOperations } from './operations.ts';
