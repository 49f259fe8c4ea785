export { distinct, distinctByLook } from './distinct.ts';
export { list } from './list.ts';
export { err, ok, replayed } from './result.ts';
export type { Err, Ok, Result } from './result.ts';
export type { Transport } from './transport.ts';
export { Fault, fault, faultCodes, MAX_FAULTS, parse, pointerTo, under, unknownField } from './fault.ts';
export type { FaultCode } from './fault.ts';
export { contentHash, ENCODING_DETAIL, equalJson, isCleanText, jsonFault, JsonObject, MAX_DEPTH } from './json.ts';
export { newJsonBuilder } from './json-build.ts';
export type { JsonBuilder } from './json-build.ts';
export { encodingDetail, markLength, wrongEncodingOf } from './json-encoding.ts';
export type { WrongEncoding } from './json-encoding.ts';
export { decodeJsonText, readJson } from './json-read.ts';
export type { DecodeUtf8, JsonText } from './json-read.ts';
export { jsonTextFault, MAX_KEYS, MAX_VALUES, newJsonScanner } from './json-scan.ts';
export type { JsonScanner } from './json-scan.ts';
export { visible } from './visible.ts';
export type { Json } from './json.ts';
export {
  codePoints,
  Description,
  lookOf,
  Name,
  quoted,
  searchKeyOf,
  SearchText,
  soughtBy,
  text,
  visibleText,
} from './text.ts';
export { momentFault } from './moment.ts';
export { nameSchemas, withoutPatternBesideFormat } from './named-schemas.ts';
export type { NamedSchemas, SchemaNode } from './named-schemas.ts';
export { utf8Length, utf8Of } from './utf8.ts';
export { ChosenId, Id, idAt, idAtMoment, isId, NIL_ID, Timestamp, TimestampInput } from './id.ts';
export type { Chosen } from './id.ts';
export { optional, withDefault } from './optional.ts';
export { MAX_WALKED_ROWS, toPage, walkOf } from './page.ts';
export type { Page, PageRequest, Position, Stop, Walk } from './page.ts';
export { isNoRoom, LIGHT_ANSWER_BYTES, MAX_ANSWER_BYTES, noRoom } from './answer-size.ts';
export type { AskForRoom } from './answer-size.ts';
export { isStale, Revision } from './revision.ts';
export { MAX_VERSION, Version } from './version.ts';
export type { Conditional, Update } from './revision.ts';
export type { Change, Event, EventName, EventPublisher, LineEvent, NotedEvent, OutboxEvent } from './event.ts';
export { answerToKeep, IN_FLIGHT_MILLISECONDS, KEEP_SECONDS, keyFault, keyFaultIn, onceAt, placeKey } from './once.ts';
export type {
  IdempotencyInFlight,
  IdempotencyMismatch,
  KeptAnswer,
  KeyFault,
  Once,
  OnceError,
  OnceKey,
  OncePlace,
  OnceRequest,
} from './once.ts';
export { besideOthers, isFaulty } from './beside-others.ts';
export { asksForSomething, DeletedMany, ExpectedCount, MAX_DELETED } from './deletion.ts';
export type { Deletion, ToDelete } from './deletion.ts';
export { errorMark } from './error-mark.ts';
export { olderFault, olderFaultIn, toEventTime } from './event-time.ts';
export type { AsOf, EventTime } from './event-time.ts';
export { idTaken } from './errors.ts';
export type {
  AlreadyExists,
  Invalid,
  InUse,
  MalformedCursor,
  NotReady,
  Stale,
  TooLarge,
  TooManyRequests,
  UnexpectedCount,
} from './errors.ts';
export { keptOf, RESTORE_DAYS, restorableSince } from './platform.ts';
export type { DomainNames, Platform, Secrets } from './platform.ts';
export { eventOf } from './outbox.ts';
export type { EventMaker, NewEvent, OutboxRepository } from './outbox.ts';
export type { UnitOfWork } from './unit-of-work.ts';
export { doOnce } from './do-once.ts';
export type { IdempotencyRepository } from './do-once.ts';
export { backOff, retryPolicies } from './retry.ts';
export type { RetryPolicy } from './retry.ts';
