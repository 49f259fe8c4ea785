// The public interface for applications: operations, transports, errors and events.
export { createApplication } from './application.ts';
export type { Application } from './application.ts';
export type { Dependencies } from './dependencies.ts';
export type { DomainError } from './errors.ts';
export { eventSchemas } from './events.ts';
export type { DomainEvent, EventData, EventType } from './events.ts';
export { onArchived, operations, requiredPermissions, targetOf } from './operations.ts';
export type { ArchivedError, Guarded, OperationName, OperationOn, Operations, WritingOperation } from './operations.ts';
export type { Store } from './store.ts';
export {
  AccessRemoval,
  authorize,
  CreateRoleBinding,
  everywherePermissions,
  INSTALLATION,
  memberPermissions,
  ownPermissions,
  Permission,
  permissions,
  personPermissions,
  Role,
  RoleBinding,
  roles,
  rolesByPermission,
  unlimitablePermissions,
  unlimitedPermissions,
} from './access/index.ts';
export type {
  AccessError,
  Archived,
  Authenticate,
  Caller,
  CallerFor,
  CreateRoleBindingInput,
  Forbidden,
  LastAdmin,
  ListRoleBindingsInput,
  MissingBecause,
  NotFound,
  OrganizationCreationPolicy,
  Target,
  TokenLimits,
  Unauthenticated,
  UseCase,
} from './access/index.ts';
export { AnnotationUI, CreateAnnotationUI } from './annotation-uis/index.ts';
export type { CreateAnnotationUIInput } from './annotation-uis/index.ts';
export {
  Annotation,
  AnnotationFilters,
  AnnotationRevision,
  DeleteAnnotations,
  ImportAnnotation,
  ImportAnnotations,
  ImportRevision,
  ListedAnnotation,
  ReviseAnnotation,
} from './annotations/index.ts';
export type {
  DeleteAnnotationsInput,
  ImportAnnotationsInput,
  ListAnnotationsInput,
  ReviseAnnotationInput,
} from './annotations/index.ts';
export { AnswerSchema, Control } from './controls/index.ts';
export {
  DeletedItem,
  endedExportIn,
  ExportedAnnotation,
  ExportedItem,
  ExportedRevision,
  ExportedUser,
  ExportOptions,
} from './export/index.ts';
export type { Export, ExportProjectInput } from './export/index.ts';
export {
  ExternalUser,
  ExternalUserFilters,
  ExternalUserLink,
  LinkedExternalUser,
  LinkExternalUser,
} from './external-users/index.ts';
export type { KeyExternalUsers, LinkExternalUserInput, MoveLinkedAnswers } from './external-users/index.ts';
export { Guideline, PublishGuideline } from './guidelines/index.ts';
export type { PublishGuidelineInput } from './guidelines/index.ts';
export {
  ImportError,
  ImportOptions,
  ImportResult,
  MAX_ABORTABLE_BYTES,
  NamingImportOptions,
  TableOptions,
} from './imports/index.ts';
export type {
  ImportCounts,
  ImportLine,
  ImportOutcome,
  ImportSource,
  StoppedImport,
  TableSource,
} from './imports/index.ts';
export type { CreateFirstUser, FirstUser, IssuedToken, TokenToIssue } from './installation/index.ts';
export {
  AcceptedInvitation,
  AcceptInvitation,
  CreatedInvitation,
  CreateInvitation,
  Invitation,
} from './invitations/index.ts';
export type { CreateInvitationInput } from './invitations/index.ts';
export { Item, ItemFilters, ItemSkip, ItemState, ItemTableOptions, RequeueItem, UpdateItem } from './items/index.ts';
export type { ItemLine, ListItemsInput, RequeueItemInput, UpdateItemInput } from './items/index.ts';
export {
  ChosenId,
  DeletedMany,
  err,
  ExpectedCount,
  Fault,
  fault,
  faultCodes,
  Id,
  idAt,
  isId,
  JsonObject,
  MAX_DELETED,
  MAX_FAULTS,
  Name,
  NIL_ID,
  ok,
  parse,
  RESTORE_DAYS,
  text,
  Timestamp,
  TimestampInput,
  toEventTime,
} from './kernel/index.ts';
export type {
  AlreadyExists,
  Chosen,
  Conditional,
  DomainNames,
  Err,
  Event,
  EventName,
  EventPublisher,
  EventTime,
  FaultCode,
  IdempotencyInFlight,
  IdempotencyMismatch,
  InUse,
  Invalid,
  Json,
  LineEvent,
  NotReady,
  Ok,
  OnceError,
  OnceRequest,
  OutboxEvent,
  Page,
  PageRequest,
  Position,
  Result,
  Secrets,
  Stale,
  TooLarge,
  TooManyRequests,
  Transport,
  UnexpectedCount,
} from './kernel/index.ts';
export {
  CompactOrganization,
  CreateOrganization,
  ListedOrganization,
  Member,
  MemberFilters,
  Organization,
  UpdateOrganization,
} from './organizations/index.ts';
export type { UpdateOrganizationInput } from './organizations/index.ts';
export {
  DeletePredictions,
  ImportPrediction,
  ImportPredictions,
  ListedPrediction,
  Prediction,
  PredictionFilter,
} from './predictions/index.ts';
export type { DeletePredictionsInput, ImportPredictionsInput, ListPredictionsInput } from './predictions/index.ts';
export { AnnotatorProgress, Progress } from './progress/index.ts';
export { CreateProject, MAX_OVERLAP, Project, ProjectFilter, ProjectState, UpdateProject } from './projects/index.ts';
export type { CreateProjectInput, ListProjectsInput, UpdateProjectInput } from './projects/index.ts';
export type { PurgeDeleted } from './purge/index.ts';
export {
  CreateServiceAccount,
  ServiceAccount,
  ServiceAccountFilter,
  UpdateServiceAccount,
} from './service-accounts/index.ts';
export type {
  CreateServiceAccountInput,
  ServiceAccountAnywhere,
  UpdateServiceAccountInput,
} from './service-accounts/index.ts';
export { ImportSetup, ProjectSettings, Setup } from './setup/index.ts';
export type { ImportSetupInput } from './setup/index.ts';
export {
  Claim,
  ClaimTasks,
  EmptyClaimReason,
  ImportSkip,
  ImportSkips,
  SkipTask,
  SubmitTask,
  Task,
  TaskFilter,
  TaskState,
} from './tasks/index.ts';
export type {
  AlreadySubmitted,
  ClaimTasksInput,
  EmptyClaim,
  ImportSkipsInput,
  LeaseLost,
  SubmitTaskInput,
} from './tasks/index.ts';
export {
  CompactProject,
  CreatedToken,
  CreateOwnToken,
  CreateToken,
  CurrentToken,
  CurrentTokenFilter,
  Token,
  TokenAccess,
  TokenFilter,
  TokenUser,
  UpdateToken,
} from './tokens/index.ts';
export type { UpdateOwnTokenInput, WriteTokenUses } from './tokens/index.ts';
export {
  ImportedAnnotation,
  ImportedPrediction,
  ImportedSkip,
  ImportedUser,
  ImportItem,
  ImportItems,
} from './transfer/index.ts';
export type { ImportItemsInput } from './transfer/index.ts';
export {
  CompactUser,
  Email,
  emailKeyOf,
  Me,
  readEmailAddress,
  UpdateMe,
  User,
  UserFilter,
  UserKind,
} from './users/index.ts';
export type { EmailAddress, UpdateMeInput } from './users/index.ts';
