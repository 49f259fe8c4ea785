export { createApplication, requiredPermissions, targetOf } from './application.ts';
export type { Application, Guarded, OperationName, Operations } from './application.ts';
export { RESTORE_DAYS } from './dependencies.ts';
export type { Dependencies, Secrets, UseCase } from './dependencies.ts';
export type { AlreadyExists, DomainError, Invalid, NotReady, Stale, TooLarge } from './errors.ts';
export { eventSchemas } from './events.ts';
export type { DomainEvent, EventData, EventType } from './events.ts';
export type { OutboxRepository, Repositories, Scope, Store } from './store.ts';
export {
  decodeJson,
  equalJson,
  err,
  Fault,
  fault,
  faultCodes,
  Id,
  isId,
  isSuspicious,
  jsonFault,
  JsonObject,
  MAX_DEPTH,
  MAX_FAULTS,
  NIL_ID,
  ok,
  parse,
  text,
  Timestamp,
  toPage,
  under,
  walkOf,
} from './kernel/index.ts';
export type { Change, Deletion, Err, Event, FaultCode, Json, Ok, Page, PageRequest, Position, Result, Transport, Walk } from './kernel/index.ts';
export {
  authorize,
  CreateRoleBinding,
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
} from './access/index.ts';
export type {
  AccessError,
  AccessRecord,
  AccessRepository,
  Authenticate,
  Caller,
  CallerFor,
  CreateRoleBindingInput,
  DeletedRoleBinding,
  Forbidden,
  Identity,
  LastAdmin,
  ListRoleBindingsInput,
  NewRoleBinding,
  NotFound,
  OrganizationCreationPolicy,
  RoleBindingsRepository,
  Target,
  TokenLimits,
  Unauthenticated,
} from './access/index.ts';
export { AnnotationUI, CreateAnnotationUI } from './annotation-uis/index.ts';
export type { AnnotationUisRepository, CreateAnnotationUIInput, NewAnnotationUI } from './annotation-uis/index.ts';
export { Annotation } from './annotations/index.ts';
export type { AnnotationsRepository, Annotator } from './annotations/index.ts';
export { AnswerSchema, Control } from './controls/index.ts';
export { ExportedItem } from './export/index.ts';
export type { ExportChunk, ExportRepository } from './export/index.ts';
export { Guideline, PublishGuideline } from './guidelines/index.ts';
export type { GuidelinesRepository, NewGuideline, PublishGuidelineInput } from './guidelines/index.ts';
export { AcceptedInvitation, AcceptInvitation, CreatedInvitation, CreateInvitation, Invitation } from './invitations/index.ts';
export type { CreateInvitationInput, InvitationsRepository, InvitationToAccept, NewInvitation } from './invitations/index.ts';
export { ImportError, ImportItem, ImportItems, ImportOptions, ImportResult, Item, ItemState, MAX_ABORTABLE_BYTES, MAX_BATCH_LINES } from './items/index.ts';
export type { ImportBatch, ImportItemsInput, ImportLine, ItemsRepository, LineOutcome } from './items/index.ts';
export { CompactOrganization, CreateOrganization, ListedOrganization, Member, Organization } from './organizations/index.ts';
export type { MembersRepository, NewOrganization, OrganizationsRepository, RemovedMember } from './organizations/index.ts';
export { Prediction } from './predictions/index.ts';
export { Progress } from './progress/index.ts';
export type { ProgressRepository } from './progress/index.ts';
export { CreateProject, MAX_OVERLAP, Project, ProjectState } from './projects/index.ts';
export type { CreateProjectInput, NewProject, ProjectsRepository } from './projects/index.ts';
export { CreateServiceAccount, ServiceAccount } from './service-accounts/index.ts';
export type { CreateServiceAccountInput, NewServiceAccount, ServiceAccountsRepository } from './service-accounts/index.ts';
export { Claim, ClaimTasks, EmptyClaimReason, SkipTask, SubmitTask, Task, TaskState } from './tasks/index.ts';
export type {
  AlreadySubmitted,
  ClaimedTasks,
  ClaimRequest,
  ClaimTasksInput,
  EmptyClaim,
  LeaseLost,
  SubmitTaskInput,
  TaskOf,
  TasksRepository,
  TaskToSubmit,
} from './tasks/index.ts';
export { CreatedToken, CreateToken, Token } from './tokens/index.ts';
export type { PurgeDeleted } from './purge/index.ts';
export type { NewToken, TokenOwner, TokensRepository, TokenUse, WriteTokenUses } from './tokens/index.ts';
export { CompactUser, Me, User, UserKind } from './users/index.ts';
export type { Acquaintance, CreateFirstUser, FirstUser, UsersRepository } from './users/index.ts';
