import {
  aimAtDeleted,
  aimAtProject,
  aimAtRoleBinding,
  authenticate,
  authorityFor,
  authorize,
  callerFor,
  createRoleBinding,
  deleteRoleBinding,
  getRoleBinding,
  INSTALLATION,
  listRoleBindings,
} from './access/index.ts';
import type {
  AccessError,
  Archived,
  Aim,
  Authenticate,
  AuthorityOf,
  Caller,
  CallerFor,
  CreateRoleBindingUseCase,
  DeleteRoleBinding,
  GetRoleBinding,
  ListRoleBindings,
  Permission,
  Target,
  UseCase,
} from './access/index.ts';
import { createAnnotationUI, getAnnotationUI, getAnnotationUISchema, listAnnotationUIs } from './annotation-uis/index.ts';
import type { CreateAnnotationUIUseCase, GetAnnotationUI, GetAnnotationUISchema, ListAnnotationUIs } from './annotation-uis/index.ts';
import { deleteAnnotation, deleteAnnotations, getAnnotation, importAnnotations, listAnnotationRevisions, listAnnotations, restoreAnnotation, reviseAnnotation } from './annotations/index.ts';
import type {
  DeleteAnnotation,
  DeleteAnnotationsUseCase,
  GetAnnotation,
  ImportAnnotationsUseCase,
  ListAnnotationRevisions,
  ListAnnotations,
  RestoreAnnotation,
  ReviseAnnotationUseCase,
} from './annotations/index.ts';
import type { Dependencies } from './dependencies.ts';
import { exportProject } from './export/index.ts';
import { getExternalUser, keyExternalUsers, linkExternalUser, listExternalUsers, moveLinkedAnswers } from './external-users/index.ts';
import type { GetExternalUser, KeyExternalUsers, LinkExternalUserUseCase, ListExternalUsers, MoveLinkedAnswers } from './external-users/index.ts';
import type { ExportProject } from './export/index.ts';
import { getGuideline, listGuidelines, publishGuideline } from './guidelines/index.ts';
import type { GetGuideline, ListGuidelines, PublishGuidelineUseCase } from './guidelines/index.ts';
import { acceptInvitation, acceptInvitationWithoutToken, createInvitation, getInvitation, listInvitations, revokeInvitation } from './invitations/index.ts';
import type {
  AcceptInvitationUseCase,
  AcceptInvitationWithoutToken,
  CreateInvitationUseCase,
  GetInvitation,
  ListInvitations,
  RevokeInvitation,
} from './invitations/index.ts';
import { deleteItem, getItem, listItems, requeueItem, restoreItem, updateItem } from './items/index.ts';
import type { DeleteItem, GetItem, ListItems, RequeueItemUseCase, RestoreItem, UpdateItemUseCase } from './items/index.ts';
import { createFirstUser, issueToken } from './installation/index.ts';
import type { CreateFirstUser, IssueToken } from './installation/index.ts';
import { doOnce, err, olderFaultIn } from './kernel/index.ts';
import type { AlreadyExists, Id, OnceError, Result, Stale } from './kernel/index.ts';
import {
  createOrganization,
  deleteOrganization,
  getMember,
  getOrganization,
  listMembers,
  leaveOrganization,
  listMyOrganizations,
  removeMember,
  restoreOrganization,
  updateOrganization,
} from './organizations/index.ts';
import type {
  CreateOrganizationUseCase,
  DeleteOrganization,
  GetMember,
  GetOrganization,
  ListMembers,
  LeaveOrganization,
  ListMyOrganizations,
  RemoveMember,
  RestoreOrganization,
  UpdateOrganizationUseCase,
} from './organizations/index.ts';
import { deletePrediction, deletePredictions, getPrediction, importPredictions, listPredictions, restorePrediction } from './predictions/index.ts';
import type { DeletePrediction, DeletePredictionsUseCase, GetPrediction, ImportPredictionsUseCase, ListPredictions, RestorePrediction } from './predictions/index.ts';
import { getProgress, listAnnotatorProgress } from './progress/index.ts';
import type { GetProgress, ListAnnotatorProgress } from './progress/index.ts';
import { createProject, deleteProject, getProject, listProjects, restoreProject, updateProject } from './projects/index.ts';
import type { CreateProjectUseCase, DeleteProject, GetProject, ListProjects, RestoreProject, UpdateProjectUseCase } from './projects/index.ts';
import { forgetAnswers, forgetRates, forgetWaiting, purgeDeleted } from './purge/index.ts';
import type { ForgetAnswers, ForgetRates, ForgetWaiting, PurgeDeleted } from './purge/index.ts';
import {
  createServiceAccount,
  createServiceAccountToken,
  deleteServiceAccount,
  getServiceAccount,
  getServiceAccountToken,
  listServiceAccounts,
  listServiceAccountTokens,
  revokeServiceAccountToken,
  updateServiceAccount,
  updateServiceAccountToken,
} from './service-accounts/index.ts';
import type {
  CreateServiceAccountToken,
  CreateServiceAccountUseCase,
  DeleteServiceAccount,
  GetServiceAccount,
  GetServiceAccountToken,
  ListServiceAccounts,
  ListServiceAccountTokens,
  RevokeServiceAccountToken,
  UpdateServiceAccountToken,
  UpdateServiceAccountUseCase,
} from './service-accounts/index.ts';
import { getSetup, importSetup } from './setup/index.ts';
import type { GetSetup, ImportSetupUseCase } from './setup/index.ts';
import { claimTasks, getTask, importSkips, listTasks, releaseTask, renewTask, skipTask, submitTask } from './tasks/index.ts';
import type { ClaimTasksUseCase, GetTask, ImportSkipsUseCase, ListTasks, ReleaseTask, RenewTask, SkipTaskUseCase, SubmitTaskUseCase } from './tasks/index.ts';
import { countOldTokens, createOwnToken, getCurrentToken, getOwnToken, listOwnTokens, newTokenUses, revokeOwnToken, updateOwnToken } from './tokens/index.ts';
import type { CountOldTokens, CreateOwnTokenUseCase, GetCurrentToken, GetOwnToken, ListOwnTokens, RevokeOwnToken, UpdateOwnTokenUseCase, WriteTokenUses } from './tokens/index.ts';
import { importItems } from './transfer/index.ts';
import type { ImportItemsUseCase } from './transfer/index.ts';
import { getMe, getUser, listUsers, updateMe } from './users/index.ts';
import type { GetMe, GetUser, ListUsers, UpdateMeUseCase } from './users/index.ts';

/** A service function behind the guard: it can also answer that the caller may not, that their key is in use, or what else the guard answers. */
export type Guarded<Run, GuardError = AccessError | OnceError> = Run extends (caller: Caller, input: infer Input) => Promise<Result<infer Output, infer Error>>
  ? (caller: Caller, input: Input) => Promise<Result<Output, Error | GuardError>>
  : never;

interface ServiceFunctions {
  readonly getMe: GetMe;
  readonly updateMe: UpdateMeUseCase;
  readonly listUsers: ListUsers;
  readonly getUser: GetUser;
  readonly listMyOrganizations: ListMyOrganizations;
  readonly listOwnTokens: ListOwnTokens;
  readonly createOwnToken: CreateOwnTokenUseCase;
  readonly getOwnToken: GetOwnToken;
  readonly updateOwnToken: UpdateOwnTokenUseCase;
  readonly revokeOwnToken: RevokeOwnToken;
  readonly getCurrentToken: GetCurrentToken;
  readonly createOrganization: CreateOrganizationUseCase;
  readonly getOrganization: GetOrganization;
  readonly updateOrganization: UpdateOrganizationUseCase;
  readonly deleteOrganization: DeleteOrganization;
  readonly restoreOrganization: RestoreOrganization;
  readonly createInvitation: CreateInvitationUseCase;
  readonly listInvitations: ListInvitations;
  readonly getInvitation: GetInvitation;
  readonly revokeInvitation: RevokeInvitation;
  readonly acceptInvitation: AcceptInvitationUseCase;
  readonly listMembers: ListMembers;
  readonly getMember: GetMember;
  readonly removeMember: RemoveMember;
  readonly leaveOrganization: LeaveOrganization;
  readonly createRoleBinding: CreateRoleBindingUseCase;
  readonly listRoleBindings: ListRoleBindings;
  readonly getRoleBinding: GetRoleBinding;
  readonly deleteRoleBinding: DeleteRoleBinding;
  readonly createServiceAccount: CreateServiceAccountUseCase;
  readonly listServiceAccounts: ListServiceAccounts;
  readonly getServiceAccount: GetServiceAccount;
  readonly updateServiceAccount: UpdateServiceAccountUseCase;
  readonly deleteServiceAccount: DeleteServiceAccount;
  readonly createServiceAccountToken: CreateServiceAccountToken;
  readonly listServiceAccountTokens: ListServiceAccountTokens;
  readonly getServiceAccountToken: GetServiceAccountToken;
  readonly updateServiceAccountToken: UpdateServiceAccountToken;
  readonly revokeServiceAccountToken: RevokeServiceAccountToken;
  readonly listExternalUsers: ListExternalUsers;
  readonly getExternalUser: GetExternalUser;
  readonly linkExternalUser: LinkExternalUserUseCase;
  readonly createProject: CreateProjectUseCase;
  readonly listProjects: ListProjects;
  readonly getProject: GetProject;
  readonly updateProject: UpdateProjectUseCase;
  readonly deleteProject: DeleteProject;
  readonly restoreProject: RestoreProject;
  readonly getSetup: GetSetup;
  readonly importSetup: ImportSetupUseCase;
  readonly getProgress: GetProgress;
  readonly listAnnotatorProgress: ListAnnotatorProgress;
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
  readonly updateItem: UpdateItemUseCase;
  readonly deleteItem: DeleteItem;
  readonly restoreItem: RestoreItem;
  readonly requeueItem: RequeueItemUseCase;
  readonly claimTasks: ClaimTasksUseCase;
  readonly listTasks: ListTasks;
  readonly getTask: GetTask;
  readonly renewTask: RenewTask;
  readonly releaseTask: ReleaseTask;
  readonly skipTask: SkipTaskUseCase;
  readonly submitTask: SubmitTaskUseCase;
  readonly importSkips: ImportSkipsUseCase;
  readonly listAnnotations: ListAnnotations;
  readonly getAnnotation: GetAnnotation;
  readonly importPredictions: ImportPredictionsUseCase;
  readonly listPredictions: ListPredictions;
  readonly getPrediction: GetPrediction;
  readonly reviseAnnotation: ReviseAnnotationUseCase;
  readonly listAnnotationRevisions: ListAnnotationRevisions;
  readonly importAnnotations: ImportAnnotationsUseCase;
  readonly deleteAnnotation: DeleteAnnotation;
  readonly deleteAnnotations: DeleteAnnotationsUseCase;
  readonly restoreAnnotation: RestoreAnnotation;
  readonly deletePrediction: DeletePrediction;
  readonly deletePredictions: DeletePredictionsUseCase;
  readonly restorePrediction: RestorePrediction;
  readonly exportProject: ExportProject;
}

/** The name of an operation. */
export type OperationName = keyof ServiceFunctions;

/** The operations that make something, where nothing can be there already but what has the id that the caller chose. */
type Choosing = 'createOrganization' | 'createServiceAccount' | 'createProject' | 'createAnnotationUI' | 'publishGuideline';

/** The same service function for who chooses no id: nothing is taken. */
type WithoutId<Run> = Run extends (caller: Caller, input: infer Input) => Promise<Result<infer Output, infer Error>>
  ? (caller: Caller, input: Omit<Input, 'id'> & { readonly id?: undefined }) => Promise<Result<Output, Exclude<Error, AlreadyExists>>>
  : never;

/** Every operation, behind the guard. Inputs are parsed transports: what comes from outside is parsed with their schemas first. */
export type Operations = {
  readonly [Name in OperationName]: (Name extends Choosing ? Guarded<WithoutId<ServiceFunctions[Name]>, GuardErrorOf<Name>> : unknown) & Guarded<ServiceFunctions[Name], GuardErrorOf<Name>>;
};

type GuardErrorOf<Name extends OperationName> = AccessError | ArchivedError<Name>;

/** What Goldset does: every operation, and how a caller is made. */
export interface Application extends Operations {
  readonly authenticate: Authenticate;
  readonly callerFor: CallerFor;
  readonly createFirstUser: CreateFirstUser;
  /** For the operator alone. */
  readonly issueToken: IssueToken;
  readonly countOldTokens: CountOldTokens;
  /** Behind no guard: the secret is what permits it. */
  readonly acceptInvitationWithoutToken: AcceptInvitationWithoutToken;
  /** For a background job: removes for good what cannot be restored any more. */
  readonly purgeDeleted: PurgeDeleted;
  readonly forgetAnswers: ForgetAnswers;
  /** For a background job: what external users who are linked answered follows to the person they are, when a request has left some of it. */
  readonly moveLinkedAnswers: MoveLinkedAnswers;
  /** For a background job, once: what an upgrade could not work out of names that may be addresses. */
  readonly keyExternalUsers: KeyExternalUsers;
  /** For a background job: about once a minute. */
  readonly forgetRates: ForgetRates;
  /** Removes messages that were set aside and that nobody has taken up for 14 days. */
  readonly forgetWaiting: ForgetWaiting;
  /** For a background job: about once a minute, and at the end, so that tokens say when they were used last. */
  readonly writeTokenUses: WriteTokenUses;
}

/** The permission each operation needs on its target. Read by the guard, the tests and the documents. */
export const requiredPermissions = {
  getMe: 'me:read',
  updateMe: 'me:update',
  listUsers: 'user:read',
  getUser: 'user:read',
  listMyOrganizations: 'me:read',
  listOwnTokens: 'own_token:read',
  createOwnToken: 'own_token:create',
  getOwnToken: 'own_token:read',
  updateOwnToken: 'own_token:update',
  revokeOwnToken: 'own_token:revoke',
  getCurrentToken: 'current_token:read',
  createOrganization: 'organization:create',
  getOrganization: 'organization:read',
  updateOrganization: 'organization:update',
  deleteOrganization: 'organization:delete',
  restoreOrganization: 'organization:restore',
  createInvitation: 'invitation:create',
  listInvitations: 'invitation:read',
  getInvitation: 'invitation:read',
  revokeInvitation: 'invitation:revoke',
  acceptInvitation: 'invitation:accept',
  listMembers: 'member:read',
  getMember: 'member:read',
  removeMember: 'member:remove',
  leaveOrganization: 'organization:leave',
  createRoleBinding: 'role_binding:create',
  listRoleBindings: 'role_binding:read',
  getRoleBinding: 'role_binding:read',
  deleteRoleBinding: 'role_binding:delete',
  createServiceAccount: 'service_account:create',
  listServiceAccounts: 'service_account:read',
  getServiceAccount: 'service_account:read',
  updateServiceAccount: 'service_account:update',
  deleteServiceAccount: 'service_account:delete',
  createServiceAccountToken: 'service_account_token:create',
  listServiceAccountTokens: 'service_account_token:read',
  getServiceAccountToken: 'service_account_token:read',
  updateServiceAccountToken: 'service_account_token:update',
  revokeServiceAccountToken: 'service_account_token:revoke',
  listExternalUsers: 'external_user:read',
  getExternalUser: 'external_user:read',
  linkExternalUser: 'external_user:link',
  createProject: 'project:create',
  listProjects: 'project:list',
  getProject: 'project:read',
  updateProject: 'project:update',
  deleteProject: 'project:delete',
  restoreProject: 'project:restore',
  getSetup: 'project:read',
  importSetup: 'project:update',
  getProgress: 'progress:read',
  listAnnotatorProgress: 'progress:read_by_annotator',
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
  updateItem: 'item:update',
  deleteItem: 'item:delete',
  restoreItem: 'item:restore',
  requeueItem: 'item:requeue',
  claimTasks: 'task:claim',
  listTasks: 'task:read',
  getTask: 'task:read',
  renewTask: 'task:renew',
  releaseTask: 'task:release',
  skipTask: 'task:skip',
  submitTask: 'task:submit',
  importSkips: 'task:import',
  listAnnotations: 'annotation:read',
  getAnnotation: 'annotation:read',
  importPredictions: 'prediction:import',
  listPredictions: 'prediction:read',
  getPrediction: 'prediction:read',
  reviseAnnotation: 'annotation:revise',
  listAnnotationRevisions: 'annotation:read',
  importAnnotations: 'annotation:import',
  deleteAnnotation: 'annotation:delete',
  deleteAnnotations: 'annotation:delete',
  restoreAnnotation: 'annotation:restore',
  deletePrediction: 'prediction:delete',
  deletePredictions: 'prediction:delete',
  restorePrediction: 'prediction:restore',
  exportProject: 'project:export',
} as const satisfies { readonly [Name in OperationName]: Permission };

/**
 * What becomes of each operation on an archived project: the guard refuses it; it is served as on any other (reads, what
 * finishes a claimed task, a claim, which says why it gives nothing, and who has which role); or it decides by itself.
 * Read by the guard, the types of the operations, and the documents.
 */
export const onArchived = {
  getMe: 'serves',
  updateMe: 'serves',
  listUsers: 'serves',
  getUser: 'serves',
  listMyOrganizations: 'serves',
  listOwnTokens: 'serves',
  createOwnToken: 'serves',
  getOwnToken: 'serves',
  updateOwnToken: 'serves',
  revokeOwnToken: 'serves',
  getCurrentToken: 'serves',
  createOrganization: 'serves',
  getOrganization: 'serves',
  updateOrganization: 'serves',
  deleteOrganization: 'serves',
  restoreOrganization: 'serves',
  createInvitation: 'serves',
  listInvitations: 'serves',
  getInvitation: 'serves',
  revokeInvitation: 'serves',
  acceptInvitation: 'serves',
  listMembers: 'serves',
  getMember: 'serves',
  removeMember: 'serves',
  leaveOrganization: 'serves',
  createRoleBinding: 'serves',
  listRoleBindings: 'serves',
  getRoleBinding: 'serves',
  deleteRoleBinding: 'serves',
  createServiceAccount: 'serves',
  listServiceAccounts: 'serves',
  getServiceAccount: 'serves',
  updateServiceAccount: 'serves',
  createServiceAccountToken: 'serves',
  listServiceAccountTokens: 'serves',
  getServiceAccountToken: 'serves',
  updateServiceAccountToken: 'serves',
  revokeServiceAccountToken: 'serves',
  deleteServiceAccount: 'serves',
  listExternalUsers: 'serves',
  getExternalUser: 'serves',
  linkExternalUser: 'serves',
  createProject: 'serves',
  listProjects: 'serves',
  getProject: 'serves',
  updateProject: 'decides',
  deleteProject: 'serves',
  restoreProject: 'serves',
  getSetup: 'serves',
  importSetup: 'refuses',
  getProgress: 'serves',
  listAnnotatorProgress: 'serves',
  createAnnotationUI: 'refuses',
  listAnnotationUIs: 'serves',
  getAnnotationUI: 'serves',
  getAnnotationUISchema: 'serves',
  publishGuideline: 'refuses',
  listGuidelines: 'serves',
  getGuideline: 'serves',
  importItems: 'refuses',
  listItems: 'serves',
  getItem: 'serves',
  updateItem: 'refuses',
  deleteItem: 'refuses',
  restoreItem: 'refuses',
  requeueItem: 'refuses',
  claimTasks: 'serves',
  listTasks: 'serves',
  getTask: 'serves',
  renewTask: 'serves',
  releaseTask: 'serves',
  skipTask: 'serves',
  submitTask: 'serves',
  listAnnotations: 'serves',
  getAnnotation: 'serves',
  reviseAnnotation: 'refuses',
  listAnnotationRevisions: 'serves',
  importAnnotations: 'refuses',
  deleteAnnotation: 'refuses',
  deleteAnnotations: 'refuses',
  restoreAnnotation: 'refuses',
  deletePrediction: 'refuses',
  deletePredictions: 'refuses',
  restorePrediction: 'refuses',
  importSkips: 'refuses',
  importPredictions: 'refuses',
  listPredictions: 'serves',
  getPrediction: 'serves',
  exportProject: 'serves',
} as const satisfies { readonly [Name in OperationName]: 'refuses' | 'serves' | 'decides' };

/** The error that an operation can answer of an archived project, if any. */
export type ArchivedError<Name extends OperationName> = (typeof onArchived)[Name] extends 'serves' ? never : Archived;

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

// Their permission concerns the caller alone, although their input names an organization.
const aboveOrganizations: ReadonlySet<OperationName> = new Set<OperationName>(['createOwnToken', 'getCurrentToken']);

/** Runs what an event asks for. Where it is older than what is there, that is an error which only who calls with the time of an event can meet. */
const inOrder = async <Output, Error>(caller: Caller, run: () => Promise<Result<Output, Error>>): Promise<Result<Output, Error>> => {
  if (caller.event_time === undefined) return run();
  try {
    return await run();
  } catch (error) {
    const older = olderFaultIn(error);
    if (older === undefined) throw error;
    return err({ code: 'stale', ...older } satisfies Stale as Error);
  }
};

const guard = <Input extends object, Output, Error>(
  deps: Dependencies,
  name: OperationName,
  run: UseCase<Input, Output, Error>,
  aim?: Aim<Input>,
): UseCase<Input, Output, Error | AccessError | OnceError | Archived> => {
  return async (caller, input) => {
    const aimed = (await aim?.(caller, input)) ?? caller;
    const target = aboveOrganizations.has(name) ? INSTALLATION : isBehindId(input as Targeted, aimed) ? aimed.target : targetOf(input as Targeted);
    const allowed = authorize(aimed, requiredPermissions[name], target);
    if (!allowed.ok) return allowed;
    if (aimed.is_archived && onArchived[name] === 'refuses') return err({ code: 'archived' });
    const { once } = aimed;
    if (once === undefined) return inOrder(aimed, () => run(aimed, input));
    // Another operation's answer would be of another type.
    if (once.operation !== name) throw new Error(`The caller asks for ${once.operation} once, not for ${name}.`);
    return doOnce(deps, once, () => inOrder(aimed, () => run(aimed, input)));
  };
};

/** Makes the application from what it needs: every operation with its permission in front of it. */
export const createApplication = (deps: Dependencies): Application => {
  const under = (name: 'updateProject' | 'importItems' | 'importPredictions' | 'importAnnotations' | 'importSkips' | 'exportProject'): AuthorityOf =>
    authorityFor(deps, requiredPermissions[name], onArchived[name] !== 'serves');
  const services: ServiceFunctions = {
    getMe: getMe(deps),
    updateMe: updateMe(deps),
    listUsers: listUsers(deps),
    getUser: getUser(deps),
    listMyOrganizations: listMyOrganizations(deps),
    listOwnTokens: listOwnTokens(deps),
    createOwnToken: createOwnToken(deps),
    getOwnToken: getOwnToken(deps),
    updateOwnToken: updateOwnToken(deps),
    revokeOwnToken: revokeOwnToken(deps),
    getCurrentToken: getCurrentToken(deps),
    createOrganization: createOrganization(deps),
    getOrganization: getOrganization(deps),
    updateOrganization: updateOrganization(deps),
    deleteOrganization: deleteOrganization(deps),
    restoreOrganization: restoreOrganization(deps),
    createInvitation: createInvitation(deps),
    listInvitations: listInvitations(deps),
    getInvitation: getInvitation(deps),
    revokeInvitation: revokeInvitation(deps),
    acceptInvitation: acceptInvitation(deps),
    listMembers: listMembers(deps),
    getMember: getMember(deps),
    removeMember: removeMember(deps),
    leaveOrganization: leaveOrganization(deps),
    createRoleBinding: createRoleBinding(deps),
    listRoleBindings: listRoleBindings(deps),
    getRoleBinding: getRoleBinding(deps),
    deleteRoleBinding: deleteRoleBinding(deps),
    createServiceAccount: createServiceAccount(deps),
    listServiceAccounts: listServiceAccounts(deps),
    getServiceAccount: getServiceAccount(deps),
    updateServiceAccount: updateServiceAccount(deps),
    deleteServiceAccount: deleteServiceAccount(deps),
    createServiceAccountToken: createServiceAccountToken(deps),
    listServiceAccountTokens: listServiceAccountTokens(deps),
    getServiceAccountToken: getServiceAccountToken(deps),
    updateServiceAccountToken: updateServiceAccountToken(deps),
    revokeServiceAccountToken: revokeServiceAccountToken(deps),
    listExternalUsers: listExternalUsers(deps),
    getExternalUser: getExternalUser(deps),
    linkExternalUser: linkExternalUser(deps),
    createProject: createProject(deps),
    listProjects: listProjects(deps),
    getProject: getProject(deps),
    updateProject: updateProject(deps, under('updateProject')),
    deleteProject: deleteProject(deps),
    restoreProject: restoreProject(deps),
    getSetup: getSetup(deps),
    importSetup: importSetup(deps),
    getProgress: getProgress(deps),
    listAnnotatorProgress: listAnnotatorProgress(deps),
    createAnnotationUI: createAnnotationUI(deps),
    listAnnotationUIs: listAnnotationUIs(deps),
    getAnnotationUI: getAnnotationUI(deps),
    getAnnotationUISchema: getAnnotationUISchema(deps),
    publishGuideline: publishGuideline(deps),
    listGuidelines: listGuidelines(deps),
    getGuideline: getGuideline(deps),
    importItems: importItems(deps, under('importItems')),
    listItems: listItems(deps),
    getItem: getItem(deps),
    updateItem: updateItem(deps),
    deleteItem: deleteItem(deps),
    restoreItem: restoreItem(deps),
    requeueItem: requeueItem(deps),
    claimTasks: claimTasks(deps),
    listTasks: listTasks(deps),
    getTask: getTask(deps),
    renewTask: renewTask(deps),
    releaseTask: releaseTask(deps),
    skipTask: skipTask(deps),
    submitTask: submitTask(deps),
    listAnnotations: listAnnotations(deps),
    getAnnotation: getAnnotation(deps),
    importPredictions: importPredictions(deps, under('importPredictions')),
    importSkips: importSkips(deps, under('importSkips')),
    listPredictions: listPredictions(deps),
    getPrediction: getPrediction(deps),
    reviseAnnotation: reviseAnnotation(deps),
    listAnnotationRevisions: listAnnotationRevisions(deps),
    importAnnotations: importAnnotations(deps, under('importAnnotations')),
    deleteAnnotation: deleteAnnotation(deps),
    deleteAnnotations: deleteAnnotations(deps),
    restoreAnnotation: restoreAnnotation(deps),
    deletePrediction: deletePrediction(deps),
    deletePredictions: deletePredictions(deps),
    restorePrediction: restorePrediction(deps),
    // Whoever has `member:read` has `project:export` too.
    exportProject: exportProject(deps, under('exportProject'), authorityFor(deps, 'member:read', false)),
  };
  // A binding's permission is asked on its own target, while its path names the organization. What is restored is not there yet.
  const aims = {
    createRoleBinding: aimAtProject(deps),
    listRoleBindings: aimAtProject(deps),
    getRoleBinding: aimAtRoleBinding(deps),
    deleteRoleBinding: aimAtRoleBinding(deps),
    restoreOrganization: aimAtDeleted(deps, requiredPermissions.restoreOrganization),
    restoreProject: aimAtDeleted(deps, requiredPermissions.restoreProject),
  } satisfies { readonly [Name in OperationName]?: Aim<Parameters<ServiceFunctions[Name]>[1]> } as Readonly<Partial<Record<OperationName, Aim<object>>>>;
  const guarded = Object.fromEntries(
    (Object.entries(services) as [OperationName, UseCase<object, unknown, unknown>][]).map(([name, run]) => [name, guard(deps, name, run, aims[name])]),
  );
  // Wrapping keeps each name and each signature but for the guard's errors, which is what `Operations` says.
  const operations = guarded as unknown as Operations;
  const tokenUses = newTokenUses(deps);
  return {
    ...operations,
    authenticate: authenticate(deps, tokenUses.note),
    callerFor: callerFor(deps),
    createFirstUser: createFirstUser(deps),
    issueToken: issueToken(deps),
    countOldTokens: countOldTokens(deps),
    acceptInvitationWithoutToken: acceptInvitationWithoutToken(deps),
    purgeDeleted: purgeDeleted(deps),
    forgetAnswers: forgetAnswers(deps),
    moveLinkedAnswers: moveLinkedAnswers(deps),
    keyExternalUsers: keyExternalUsers(deps),
    forgetRates: forgetRates(deps),
    forgetWaiting: forgetWaiting(deps),
    writeTokenUses: tokenUses.write,
  };
};
