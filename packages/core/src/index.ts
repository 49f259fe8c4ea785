export { createApplication } from './application.ts';
export type { Application } from './application.ts';
export { onArchived, operations, requiredPermissions, targetOf } from './operations.ts';
export type { ArchivedError, Guarded, OperationName, OperationOn, Operations, WritingOperation } from './operations.ts';
export type { Dependencies } from './dependencies.ts';
export type { DomainError } from './errors.ts';
export { eventSchemas } from './events.ts';
export type { DomainEvent, EventData, EventType } from './events.ts';
export type { Repositories, Store } from './store.ts';
export { EMPTY_AFTER, leaked, RATE_LIMIT, secondsUntilRoom } from './limits/index.ts';
export type { RateLevel, RateLimitsRepository } from './limits/index.ts';
export type { Awaited, AwaitedSince, MessagePlace, NextWaiting, SetAside, WaitingLane, WaitingMessage, WaitingMessagesRepository, WaitingSummary } from './waiting/index.ts';
export {
  answerToKeep,
  ChosenId,
  contentHash,
  decodeJsonText,
  DeletedMany,
  encodingDetail,
  equalJson,
  err,
  ExpectedCount,
  Fault,
  fault,
  faultCodes,
  Id,
  idAt,
  IN_FLIGHT_MILLISECONDS,
  isCleanText,
  isId,
  isNoRoom,
  isStale,
  jsonFault,
  JsonObject,
  jsonTextFault,
  KEEP_SECONDS,
  keyFault,
  keyFaultIn,
  LIGHT_ANSWER_BYTES,
  markLength,
  MAX_ANSWER_BYTES,
  MAX_DELETED,
  MAX_DEPTH,
  MAX_FAULTS,
  MAX_KEYS,
  MAX_VALUES,
  MAX_WALKED_ROWS,
  Name,
  momentFault,
  nameSchemas,
  newJsonBuilder,
  newJsonScanner,
  NIL_ID,
  noRoom,
  ok,
  olderFault,
  olderFaultIn,
  optional,
  parse,
  placeKey,
  readJson,
  searchKeyOf,
  RESTORE_DAYS,
  replayed,
  text,
  Timestamp,
  TimestampInput,
  toEventTime,
  toPage,
  under,
  unknownField,
  visible,
  walkOf,
  withDefault,
  withoutPatternBesideFormat,
  wrongEncodingOf,
} from './kernel/index.ts';
export type {
  AlreadyExists,
  AskForRoom,
  AsOf,
  Change,
  Chosen,
  Conditional,
  DecodeUtf8,
  DomainNames,
  Deletion,
  Err,
  Event,
  EventName,
  EventPublisher,
  EventTime,
  FaultCode,
  IdempotencyInFlight,
  IdempotencyMismatch,
  IdempotencyRepository,
  Invalid,
  InUse,
  Json,
  JsonBuilder,
  JsonScanner,
  JsonText,
  KeptAnswer,
  KeyFault,
  LineEvent,
  NamedSchemas,
  NewEvent,
  NotReady,
  NotedEvent,
  Ok,
  Once,
  OnceError,
  OnceKey,
  OncePlace,
  OnceRequest,
  OutboxEvent,
  OutboxRepository,
  Page,
  PageRequest,
  Position,
  Result,
  SchemaNode,
  Secrets,
  Stale,
  Stop,
  TooLarge,
  TooManyRequests,
  ToDelete,
  Transport,
  UnexpectedCount,
  Update,
  WrongEncoding,
  Walk,
} from './kernel/index.ts';
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
  scopeOf,
  unlimitablePermissions,
  unlimitedPermissions,
} from './access/index.ts';
export type {
  AccessError,
  AccessRecord,
  AccessRepository,
  Archived,
  Authenticate,
  Authority,
  Caller,
  CallerFor,
  CreateRoleBindingInput,
  DeletedRoleBinding,
  EndedAuthority,
  Forbidden,
  Identity,
  LastAdmin,
  ListRoleBindingsInput,
  MissingBecause,
  NewRoleBinding,
  NotFound,
  OrganizationCreationPolicy,
  RoleBindingsRepository,
  Scope,
  Target,
  TokenLimits,
  Unauthenticated,
  UseCase,
} from './access/index.ts';
export { AnnotationUI, CreateAnnotationUI } from './annotation-uis/index.ts';
export type { AnnotationUisRepository, CreateAnnotationUIInput, NewAnnotationUI } from './annotation-uis/index.ts';
export { Annotation, AnnotationFilters, AnnotationRevision, DeleteAnnotations, FittingAnnotations, ImportAnnotation, ImportAnnotations, ImportRevision, ListedAnnotation, ReviseAnnotation } from './annotations/index.ts';
export type {
  AnnotationDeletions,
  AnnotationRestoration,
  AnnotationsRepository,
  AnnotationToRevise,
  Annotator,
  AnswerKey,
  AnswerToImport,
  DeleteAnnotationsInput,
  GivenValue,
  ImportAnnotationsInput,
  ImportedAnswer,
  ImportedRevision,
  KeptHistory,
  KeptRevision,
  ListAnnotationsInput,
  ListedAnnotations,
  NamedUser,
  NewExternalUser,
  NewRevision,
  ReviseAnnotationInput,
} from './annotations/index.ts';
export { AnswerSchema, Control } from './controls/index.ts';
export type { CreateFirstUser, FirstUser, IssuedToken, TokenToIssue } from './installation/index.ts';
export { csvWriter, DeletedItem, endedExportIn, ExportedAnnotation, ExportedItem, ExportedRevision, ExportedUser, ExportOptions } from './export/index.ts';
export type { ChangePlace, ChangeWindow, EndedPlace, EndedWindow, Export, ExportBeginning, ExportChunk, ExportProjectInput, ExportRepository, CsvWriter, Horizon, NamedBy } from './export/index.ts';
export { ExternalUser, ExternalUserFilters, ExternalUserLink, LinkedExternalUser, LinkExternalUser, MAX_MOVED } from './external-users/index.ts';
export type { ExternalLink, ExternalToLink, ExternalUserFilter, ExternalUsersRepository, KeyExternalUsers, LinkExternalUserInput, MovedAnswers, MovedChunk, MoveLinkedAnswers, UnfinishedLink, UnkeyedName, UserToIdentify } from './external-users/index.ts';
export { Guideline, PublishGuideline } from './guidelines/index.ts';
export type { GuidelinesRepository, NewGuideline, PublishGuidelineInput } from './guidelines/index.ts';
export { hasParts, ImportedAnnotation, ImportedPrediction, ImportedSkip, ImportedUser, ImportItem, ImportItems } from './transfer/index.ts';
export type { ImportItemsInput } from './transfer/index.ts';
export { ImportSetup, ProjectSettings, Setup } from './setup/index.ts';
export type { ImportSetupInput } from './setup/index.ts';
export { ImportError, ImportOptions, ImportResult, MAX_ABORTABLE_BYTES, MAX_BATCH_LINES, NamingImportOptions, notedUntil, olderLine, outcomeOfNoted, settleLines, TableOptions } from './imports/index.ts';
export type { ImportCounts, ImportLine, ImportOutcome, ImportSource, InboxRepository, LineBatch, LineOutcome, StoppedImport, TableSource } from './imports/index.ts';
export { AcceptedInvitation, AcceptInvitation, CreatedInvitation, CreateInvitation, Invitation, MAX_FAILURES } from './invitations/index.ts';
export type { CreateInvitationInput, InvitationsRepository, InvitationToAccept, NewInvitation } from './invitations/index.ts';
export { idRangeOf, Item, ItemFilters, itemNotFound, ItemSkip, ItemState, ItemTableOptions, MAX_REQUEUED_REASONS, MAX_REQUEUED_TASKS, metadataValuesOf, RequeueItem, UpdateItem } from './items/index.ts';
export type { ImportBatch, NamedItem, ItemRequeue, ItemsRepository, ItemUpdate, ListItemsInput, RequeueItemInput, Requeued, UpdateItemInput, ItemLine, NewItem } from './items/index.ts';
export { CompactOrganization, CreateOrganization, ListedOrganization, Member, MemberFilters, Organization, UpdateOrganization } from './organizations/index.ts';
export type {
  MemberFilter,
  MembersRepository,
  NewOrganization,
  OrganizationsRepository,
  OrganizationUpdate,
  RemovedMember,
  UpdateOrganizationInput,
} from './organizations/index.ts';
export { DeletePredictions, FittingPredictions, ImportPrediction, ImportPredictions, ListedPrediction, Prediction, predictionExists, PredictionFilter } from './predictions/index.ts';
export type { DeletePredictionsInput, ImportPredictionsInput, ListPredictionsInput, PredictionBatch, PredictionDeletions, PredictionRestoration, PredictionsRepository, TextLengths } from './predictions/index.ts';
export { AnnotatorProgress, Progress } from './progress/index.ts';
export type { ProgressRepository } from './progress/index.ts';
export { CreateProject, MAX_OVERLAP, Project, ProjectFilter, ProjectState, UpdateProject } from './projects/index.ts';
export type { CreateProjectInput, ListProjectsInput, NewProject, OverlapChunk, ProjectItems, ProjectsRepository, ProjectUpdate, UpdateProjectInput } from './projects/index.ts';
export { CreateServiceAccount, ServiceAccount, ServiceAccountFilter, UpdateServiceAccount } from './service-accounts/index.ts';
export type { CreateServiceAccountInput, NewServiceAccount, ServiceAccountAnywhere, ServiceAccountsRepository, ServiceAccountUpdate, UpdateServiceAccountInput } from './service-accounts/index.ts';
export { Delimiter, newCsvReader, readJsonCell } from './tables/index.ts';
export type { CsvForm, CsvReader, CsvReaderOptions, CsvRecord, ReadCell, ReadJsonCell } from './tables/index.ts';
export { Claim, ClaimTasks, EmptyClaimReason, ImportSkip, ImportSkips, judgeSkip, mayBeNamed, SkipTask, SubmitTask, Task, TaskFilter, TaskState } from './tasks/index.ts';
export type {
  AlreadySubmitted,
  ClaimChoice,
  ClaimRequest,
  ClaimTasksInput,
  EmptyClaim,
  ImportSkipsInput,
  LeaseLost,
  SkipBatch,
  SkipFacts,
  SubmitTaskInput,
  TaskOf,
  TasksRepository,
  TaskToSubmit,
} from './tasks/index.ts';
export { CompactProject, CreatedToken, CreateOwnToken, CreateToken, CurrentToken, CurrentTokenFilter, Token, TokenAccess, TokenFilter, TokenUser, UpdateToken } from './tokens/index.ts';
export type { PurgeDeleted } from './purge/index.ts';
export type { FoundToken, HeldRoles, NewToken, TokenOwner, TokensRepository, TokenUpdate, TokenUse, UpdateOwnTokenInput, WriteTokenUses } from './tokens/index.ts';
export { CompactUser, Email, emailKeyOf, Me, readEmailAddress, UpdateMe, User, UserFilter, UserKind } from './users/index.ts';
export type { Acquaintance, EmailAddress, NewPerson, UpdateMeInput, UsersRepository, UserUpdate } from './users/index.ts';
