import type { Archived, Forbidden, LastAdmin, NotFound, Unauthenticated } from './access/index.ts';
import type { StoppedImport } from './imports/index.ts';
import type {
  AlreadyExists,
  InUse,
  Invalid,
  MalformedCursor,
  NotReady,
  OnceError,
  Stale,
  TooLarge,
  TooManyRequests,
  UnexpectedCount,
} from './kernel/index.ts';
import type { AlreadySubmitted, LeaseLost } from './tasks/index.ts';

/** Every error of an operation that the caller can act on. */
export type DomainError =
  | Unauthenticated
  | Forbidden
  | NotFound
  | Invalid
  | AlreadyExists
  | LastAdmin
  | NotReady
  | MalformedCursor
  | TooLarge
  | TooManyRequests
  | Stale
  | InUse
  | UnexpectedCount
  | Archived
  | StoppedImport
  | LeaseLost
  | AlreadySubmitted
  | OnceError;
