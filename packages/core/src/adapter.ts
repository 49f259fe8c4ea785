// For authors of a store or a transport: ports, pagination, idempotency keys, and how lines of imports are settled. See
// docs/writing-a-store.md.
export type { Repositories, Store } from './store.ts';
export { scopeOf } from './access/index.ts';
export type {
  AccessRecord,
  AccessRepository,
  Authority,
  DeletedRoleBinding,
  EndedAuthority,
  Identity,
  NewRoleBinding,
  RoleBindingsRepository,
  Scope,
} from './access/index.ts';
export type { AnnotationUisRepository, NewAnnotationUI } from './annotation-uis/index.ts';
export { FittingAnnotations } from './annotations/index.ts';
export type {
  AnnotationDeletions,
  AnnotationRestoration,
  AnnotationsRepository,
  AnnotationToRevise,
  Annotator,
  AnswerKey,
  AnswerToImport,
  GivenValue,
  ImportedAnswer,
  ImportedRevision,
  KeptHistory,
  KeptRevision,
  ListedAnnotations,
  NamedUser,
  NewExternalUser,
  NewRevision,
} from './annotations/index.ts';
export { csvWriter } from './export/index.ts';
export type {
  ChangePlace,
  ChangeWindow,
  CsvWriter,
  EndedPlace,
  EndedWindow,
  ExportBeginning,
  ExportChunk,
  ExportRepository,
  Horizon,
  NamedBy,
} from './export/index.ts';
export { MAX_MOVED } from './external-users/index.ts';
export type {
  ExternalLink,
  ExternalToLink,
  ExternalUserFilter,
  ExternalUsersRepository,
  MovedAnswers,
  MovedChunk,
  UnfinishedLink,
  UnkeyedName,
  UserToIdentify,
} from './external-users/index.ts';
export type { GuidelinesRepository, NewGuideline } from './guidelines/index.ts';
export { MAX_BATCH_LINES, notedUntil, olderLine, outcomeOfNoted, settleLines } from './imports/index.ts';
export type { InboxRepository, LineBatch, LineOutcome } from './imports/index.ts';
export { MAX_FAILURES } from './invitations/index.ts';
export type { InvitationsRepository, InvitationToAccept, NewInvitation } from './invitations/index.ts';
export { idRangeOf, itemNotFound, MAX_REQUEUED_REASONS, MAX_REQUEUED_TASKS, metadataValuesOf } from './items/index.ts';
export type {
  ImportBatch,
  ItemRequeue,
  ItemsRepository,
  ItemUpdate,
  NamedItem,
  NewItem,
  Requeued,
} from './items/index.ts';
export {
  answerToKeep,
  backOff,
  contentHash,
  decodeJsonText,
  encodingDetail,
  equalJson,
  IN_FLIGHT_MILLISECONDS,
  isCleanText,
  isNoRoom,
  isStale,
  jsonFault,
  jsonTextFault,
  KEEP_SECONDS,
  keyFault,
  keyFaultIn,
  LIGHT_ANSWER_BYTES,
  markLength,
  MAX_ANSWER_BYTES,
  MAX_DEPTH,
  MAX_KEYS,
  MAX_VALUES,
  MAX_WALKED_ROWS,
  momentFault,
  nameSchemas,
  newJsonBuilder,
  newJsonScanner,
  noRoom,
  olderFault,
  olderFaultIn,
  optional,
  placeKey,
  readJson,
  replayed,
  retryPolicies,
  searchKeyOf,
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
  AskForRoom,
  AsOf,
  Change,
  DecodeUtf8,
  Deletion,
  IdempotencyRepository,
  JsonBuilder,
  JsonScanner,
  JsonText,
  KeptAnswer,
  KeyFault,
  NamedSchemas,
  NewEvent,
  NotedEvent,
  Once,
  OnceKey,
  OncePlace,
  OutboxRepository,
  RetryPolicy,
  SchemaNode,
  Stop,
  ToDelete,
  Update,
  Walk,
  WrongEncoding,
} from './kernel/index.ts';
export { EMPTY_AFTER, leaked, RATE_LIMIT, secondsUntilRoom } from './limits/index.ts';
export type { RateLevel, RateLimitsRepository } from './limits/index.ts';
export type {
  MemberFilter,
  MembersRepository,
  NewOrganization,
  OrganizationsRepository,
  OrganizationUpdate,
  RemovedMember,
} from './organizations/index.ts';
export { FittingPredictions, predictionExists, predictionOfOtherUI } from './predictions/index.ts';
export type {
  PredictionBatch,
  PredictionDeletions,
  PredictionRestoration,
  PredictionsRepository,
  TextLengths,
} from './predictions/index.ts';
export type { ProgressRepository } from './progress/index.ts';
export type { NewProject, OverlapChunk, ProjectItems, ProjectsRepository, ProjectUpdate } from './projects/index.ts';
export type { NewServiceAccount, ServiceAccountsRepository, ServiceAccountUpdate } from './service-accounts/index.ts';
export { Delimiter, newCsvReader, readJsonCell } from './tables/index.ts';
export type { CsvForm, CsvReader, CsvReaderOptions, CsvRecord, ReadCell, ReadJsonCell } from './tables/index.ts';
export { judgeSkip, mayBeNamed } from './tasks/index.ts';
export type {
  ClaimChoice,
  ClaimRequest,
  SkipBatch,
  SkipFacts,
  TaskOf,
  TasksRepository,
  TaskToSubmit,
} from './tasks/index.ts';
export type {
  FoundToken,
  HeldRoles,
  NewToken,
  TokenOwner,
  TokensRepository,
  TokenUpdate,
  TokenUse,
} from './tokens/index.ts';
export { hasParts } from './transfer/index.ts';
export type { Acquaintance, NewPerson, UsersRepository, UserUpdate } from './users/index.ts';
export type {
  Awaited,
  AwaitedSince,
  MessagePlace,
  NextWaiting,
  SetAside,
  WaitingLane,
  WaitingMessage,
  WaitingMessagesRepository,
  WaitingSummary,
} from './waiting/index.ts';
