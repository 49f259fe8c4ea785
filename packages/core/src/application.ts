import {
  aimAtDeleted,
  aimAtProject,
  aimAtRoleBinding,
  authenticate,
  authorize,
  callerFor,
  createRoleBinding,
  deleteRoleBinding,
  INSTALLATION,
  listRoleBindings,
} from './access/index.ts';
import type {
  AccessError,
  Aim,
  Authenticate,
  Caller,
  CallerFor,
  CreateRoleBindingUseCase,
  DeleteRoleBinding,
  ListRoleBindings,
  Permission,
  Target,
} from './access/index.ts';
import { createAnnotationUI, getAnnotationUI, getAnnotationUISchema, listAnnotationUIs } from './annotation-uis/index.ts';
import type { CreateAnnotationUIUseCase, GetAnnotationUI, GetAnnotationUISchema, ListAnnotationUIs } from './annotation-uis/index.ts';
import { getAnnotation, listAnnotations } from './annotations/index.ts';
import type { GetAnnotation, ListAnnotations } from './annotations/index.ts';
import type { Dependencies, UseCase } from './dependencies.ts';
import { exportProject } from './export/index.ts';
import type { ExportProject } from './export/index.ts';
import { getGuideline, listGuidelines, publishGuideline } from './guidelines/index.ts';
import type { GetGuideline, ListGuidelines, PublishGuidelineUseCase } from './guidelines/index.ts';
import { acceptInvitation, acceptInvitationWithoutToken, createInvitation, listInvitations, revokeInvitation } from './invitations/index.ts';
import type {
  AcceptInvitationUseCase,
  AcceptInvitationWithoutToken,
  CreateInvitationUseCase,
  ListInvitations,
  RevokeInvitation,
} from './invitations/index.ts';
import { deleteItem, getItem, importItems, listItems, restoreItem } from './items/index.ts';
import type { DeleteItem, GetItem, ImportItemsUseCase, ListItems, RestoreItem } from './items/index.ts';
import type { Id, Result } from './kernel/index.ts';
import { createOrganization, deleteOrganization, getOrganization, listMembers, listMyOrganizations, removeMember, restoreOrganization } from './organizations/index.ts';
import type {
  CreateOrganizationUseCase,
  DeleteOrganization,
  GetOrganization,
  ListMembers,
  ListMyOrganizations,
  RemoveMember,
  RestoreOrganization,
} from './organizations/index.ts';
import { getProgress } from './progress/index.ts';
import type { GetProgress } from './progress/index.ts';
import { createProject, deleteProject, getProject, listProjects, restoreProject } from './projects/index.ts';
import type { CreateProjectUseCase, DeleteProject, GetProject, ListProjects, RestoreProject } from './projects/index.ts';
import { purgeDeleted } from './purge/index.ts';
import type { PurgeDeleted } from './purge/index.ts';
import {
  createServiceAccount,
  createServiceAccountToken,
  deleteServiceAccount,
  listServiceAccounts,
  listServiceAccountTokens,
  revokeServiceAccountToken,
} from './service-accounts/index.ts';
import type {
  CreateServiceAccountToken,
  CreateServiceAccountUseCase,
  DeleteServiceAccount,
  ListServiceAccounts,
  ListServiceAccountTokens,
  RevokeServiceAccountToken,
} from './service-accounts/index.ts';
import { claimTasks, getTask, listTasks, releaseTask, renewTask, skipTask, submitTask } from './tasks/index.ts';
import type { ClaimTasksUseCase, GetTask, ListTasks, ReleaseTask, RenewTask, SkipTaskUseCase, SubmitTaskUseCase } from './tasks/index.ts';
import { createOwnToken, listOwnTokens, newTokenUses, revokeOwnToken } from './tokens/index.ts';
import type { CreateOwnToken, ListOwnTokens, RevokeOwnToken, WriteTokenUses } from './tokens/index.ts';
import { createFirstUser, getMe, getUser, listUsers } from './users/index.ts';
import type { CreateFirstUser, GetMe, GetUser, ListUsers } from './users/index.ts';

/** A service function behind the guard: it can also answer that the caller may not. */
export type Guarded<Run> = Run extends (caller: Caller, input: infer Input) => Promise<Result<infer Output, infer Error>>
  ? (caller: Caller, input: Input) => Promise<Result<Output, Error | AccessError>>
  : never;

interface ServiceFunctions {
  readonly getMe: GetMe;
  readonly listUsers: ListUsers;
  readonly getUser: GetUser;
  readonly listMyOrganizations: ListMyOrganizations;
  readonly listOwnTokens: ListOwnTokens;
  readonly createOwnToken: CreateOwnToken;
  readonly revokeOwnToken: RevokeOwnToken;
  readonly createOrganization: CreateOrganizationUseCase;
  readonly getOrganization: GetOrganization;
  readonly deleteOrganization: DeleteOrganization;
  readonly restoreOrganization: RestoreOrganization;
  readonly createInvitation: CreateInvitationUseCase;
  readonly listInvitations: ListInvitations;
  readonly revokeInvitation: RevokeInvitation;
  readonly acceptInvitation: AcceptInvitationUseCase;
  readonly listMembers: ListMembers;
  readonly removeMember: RemoveMember;
  readonly createRoleBinding: CreateRoleBindingUseCase;
  readonly listRoleBindings: ListRoleBindings;
  readonly deleteRoleBinding: DeleteRoleBinding;
  readonly createServiceAccount: CreateServiceAccountUseCase;
  readonly listServiceAccounts: ListServiceAccounts;
  readonly deleteServiceAccount: DeleteServiceAccount;
  readonly createServiceAccountToken: CreateServiceAccountToken;
  readonly listServiceAccountTokens: ListServiceAccountTokens;
  readonly revokeServiceAccountToken: RevokeServiceAccountToken;
  readonly createProject: CreateProjectUseCase;
  readonly listProjects: ListProjects;
  readonly getProject: GetProject;
  readonly deleteProject: DeleteProject;
  readonly restoreProject: RestoreProject;
  readonly getProgress: GetProgress;
  readonly createAnnotationUI: CreateAnnotationUIUseCase;
  readonly listAnnotationUIs: ListAnnotationUIs;
  readonly getAnnotationUI: GetAnnotationUI;
  readonly getAnnotationUISchema: GetAnnotationUISchema;
  readonly publishGuideline: PublishGuidelineUseCase;
  readonly listGuidelines: ListGuidelines;
  readonly getGuideline: GetGuideline;
  readonly importItems: ImportItemsUseCase;
  readonly listItems: ListItems;
  readonly getItem: GetItem;
  readonly deleteItem: DeleteItem;
  readonly restoreItem: RestoreItem;
  readonly claimTasks: ClaimTasksUseCase;
  readonly listTasks: ListTasks;
  readonly getTask: GetTask;
  readonly renewTask: RenewTask;
  readonly releaseTask: ReleaseTask;
  readonly skipTask: SkipTaskUseCase;
  readonly submitTask: SubmitTaskUseCase;
  readonly listAnnotations: ListAnnotations;
  readonly getAnnotation: GetAnnotation;
  readonly exportProject: ExportProject;
}

/** The name of an operation. */
export type OperationName = keyof ServiceFunctions;

/** Every operation, behind the guard. Inputs are parsed transports: what comes from outside is parsed with their schemas first. */
export type Operations = { readonly [Name in OperationName]: Guarded<ServiceFunctions[Name]> };

/** What Goldset does: every operation, and how a caller is made. */
export interface Application extends Operations {
  readonly authenticate: Authenticate;
  readonly callerFor: CallerFor;
  readonly createFirstUser: CreateFirstUser;
  /** Behind no guard: the secret is what permits it. */
  readonly acceptInvitationWithoutToken: AcceptInvitationWithoutToken;
  /** For whoever keeps house: removes for good what cannot be restored any more. */
  readonly purgeDeleted: PurgeDeleted;
  /** For whoever keeps house: about once a minute, and at the end, so that tokens say when they were used last. */
  readonly writeTokenUses: WriteTokenUses;
}

/** The permission each operation needs on its target. Read by the guard, the tests and the documents. */
export const requiredPermissions = {
  getMe: 'me:read',
  listUsers: 'user:read',
  getUser: 'user:read',
  listMyOrganizations: 'me:read',
  listOwnTokens: 'own_token:read',
  createOwnToken: 'own_token:create',
  revokeOwnToken: 'own_token:revoke',
  createOrganization: 'organization:create',
  getOrganization: 'organization:read',
  deleteOrganization: 'organization:delete',
  restoreOrganization: 'organization:restore',
  createInvitation: 'invitation:create',
  listInvitations: 'invitation:read',
  revokeInvitation: 'invitation:revoke',
  acceptInvitation: 'invitation:accept',
  listMembers: 'member:read',
  removeMember: 'member:remove',
  createRoleBinding: 'role_binding:create',
  listRoleBindings: 'role_binding:read',
  deleteRoleBinding: 'role_binding:delete',
  createServiceAccount: 'service_account:create',
  listServiceAccounts: 'service_account:read',
  deleteServiceAccount: 'service_account:delete',
  createServiceAccountToken: 'service_account_token:create',
  listServiceAccountTokens: 'service_account_token:read',
  revokeServiceAccountToken: 'service_account_token:revoke',
  createProject: 'project:create',
  listProjects: 'project:list',
  getProject: 'project:read',
  deleteProject: 'project:delete',
  restoreProject: 'project:restore',
  getProgress: 'progress:read',
  createAnnotationUI: 'annotation_ui:create',
  listAnnotationUIs: 'annotation_ui:read',
  getAnnotationUI: 'annotation_ui:read',
  getAnnotationUISchema: 'annotation_ui:read',
  publishGuideline: 'guideline:publish',
  listGuidelines: 'guideline:read',
  getGuideline: 'guideline:read',
  importItems: 'item:import',
  listItems: 'item:read',
  getItem: 'item:read',
  deleteItem: 'item:delete',
  restoreItem: 'item:restore',
  claimTasks: 'task:claim',
  listTasks: 'task:read',
  getTask: 'task:read',
  renewTask: 'task:renew',
  releaseTask: 'task:release',
  skipTask: 'task:skip',
  submitTask: 'task:submit',
  listAnnotations: 'annotation:read',
  getAnnotation: 'annotation:read',
  exportProject: 'project:export',
} as const satisfies { readonly [Name in OperationName]: Permission };

interface Targeted {
  readonly target?: Target;
  readonly project_id?: Id | undefined;
  readonly organization_id?: Id;
  readonly role_binding_id?: Id;
}

/** What an operation acts on, as its input names it. */
export const targetOf = (input: Targeted): Target =>
  input.target ??
  (input.project_id !== undefined
    ? { type: 'project', id: input.project_id }
    : input.organization_id !== undefined
      ? { type: 'organization', id: input.organization_id }
      : INSTALLATION);

// The target of a binding that the input names by its id is known once the caller was aimed at it.
const isBehindId = (input: Targeted, { target, organization_id }: Caller): boolean =>
  input.role_binding_id !== undefined && target.type === 'project' && organization_id === input.organization_id;

const guard = <Input extends object, Output, Error>(
  permission: Permission,
  run: UseCase<Input, Output, Error>,
  aim?: Aim<Input>,
): UseCase<Input, Output, Error | AccessError> => {
  return async (caller, input) => {
    const aimed = (await aim?.(caller, input)) ?? caller;
    const target = isBehindId(input as Targeted, aimed) ? aimed.target : targetOf(input as Targeted);
    const allowed = authorize(aimed, permission, target);
    return allowed.ok ? run(aimed, input) : allowed;
  };
};

/** Makes the application from what it needs: every operation with its permission in front of it. */
export const createApplication = (deps: Dependencies): Application => {
  const services: ServiceFunctions = {
    getMe: getMe(deps),
    listUsers: listUsers(deps),
    getUser: getUser(deps),
    listMyOrganizations: listMyOrganizations(deps),
    listOwnTokens: listOwnTokens(deps),
    createOwnToken: createOwnToken(deps),
    revokeOwnToken: revokeOwnToken(deps),
    createOrganization: createOrganization(deps),
    getOrganization: getOrganization(deps),
    deleteOrganization: deleteOrganization(deps),
    restoreOrganization: restoreOrganization(deps),
    createInvitation: createInvitation(deps),
    listInvitations: listInvitations(deps),
    revokeInvitation: revokeInvitation(deps),
    acceptInvitation: acceptInvitation(deps),
    listMembers: listMembers(deps),
    removeMember: removeMember(deps),
    createRoleBinding: createRoleBinding(deps),
    listRoleBindings: listRoleBindings(deps),
    deleteRoleBinding: deleteRoleBinding(deps),
    createServiceAccount: createServiceAccount(deps),
    listServiceAccounts: listServiceAccounts(deps),
    deleteServiceAccount: deleteServiceAccount(deps),
    createServiceAccountToken: createServiceAccountToken(deps),
    listServiceAccountTokens: listServiceAccountTokens(deps),
    revokeServiceAccountToken: revokeServiceAccountToken(deps),
    createProject: createProject(deps),
    listProjects: listProjects(deps),
    getProject: getProject(deps),
    deleteProject: deleteProject(deps),
    restoreProject: restoreProject(deps),
    getProgress: getProgress(deps),
    createAnnotationUI: createAnnotationUI(deps),
    listAnnotationUIs: listAnnotationUIs(deps),
    getAnnotationUI: getAnnotationUI(deps),
    getAnnotationUISchema: getAnnotationUISchema(deps),
    publishGuideline: publishGuideline(deps),
    listGuidelines: listGuidelines(deps),
    getGuideline: getGuideline(deps),
    importItems: importItems(deps),
    listItems: listItems(deps),
    getItem: getItem(deps),
    deleteItem: deleteItem(deps),
    restoreItem: restoreItem(deps),
    claimTasks: claimTasks(deps),
    listTasks: listTasks(deps),
    getTask: getTask(deps),
    renewTask: renewTask(deps),
    releaseTask: releaseTask(deps),
    skipTask: skipTask(deps),
    submitTask: submitTask(deps),
    listAnnotations: listAnnotations(deps),
    getAnnotation: getAnnotation(deps),
    exportProject: exportProject(deps),
  };
  // A binding's permission is asked on its own target, while its path names the organization. What is restored is not there yet.
  const aims = {
    createRoleBinding: aimAtProject(deps),
    listRoleBindings: aimAtProject(deps),
    deleteRoleBinding: aimAtRoleBinding(deps),
    restoreOrganization: aimAtDeleted(deps, requiredPermissions.restoreOrganization),
    restoreProject: aimAtDeleted(deps, requiredPermissions.restoreProject),
  } satisfies { readonly [Name in OperationName]?: Aim<Parameters<ServiceFunctions[Name]>[1]> } as Readonly<Partial<Record<OperationName, Aim<object>>>>;
  const guarded = Object.fromEntries(
    (Object.entries(services) as [OperationName, UseCase<object, unknown, unknown>][]).map(([name, run]) => [name, guard(requiredPermissions[name], run, aims[name])]),
  );
  // Wrapping keeps each name and each signature but for the guard's errors, which is what `Operations` says.
  const operations = guarded as unknown as Operations;
  const tokenUses = newTokenUses(deps);
  return {
    ...operations,
    authenticate: authenticate(deps, tokenUses.note),
    callerFor: callerFor(deps),
    createFirstUser: createFirstUser(deps),
    acceptInvitationWithoutToken: acceptInvitationWithoutToken(deps),
    purgeDeleted: purgeDeleted(deps),
    writeTokenUses: tokenUses.write,
  };
};
