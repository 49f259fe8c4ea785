import type { EventTime } from './event-time.ts';
import type { Fault } from './fault.ts';

/** The input is invalid; `errors` says where and what to do. For an import, each entry also names the line. */
export interface Invalid {
  readonly code: 'invalid';
  readonly errors: readonly (Fault & { readonly line?: number | undefined })[];
}

/** What the request would create exists already. */
export interface AlreadyExists {
  readonly code: 'already_exists';
  readonly detail: string;
}

/** The error for a chosen id that is taken. */
export const idTaken: AlreadyExists = {
  code: 'already_exists',
  detail: 'There is something with this id already; choose another one, or none.',
};

/** Something else must be created first; `detail` says what. */
export interface NotReady {
  readonly code: 'not_ready';
  readonly detail: string;
}

/** The cursor is malformed, belongs to another list, or is too old; `detail` says what to do. */
export interface MalformedCursor {
  readonly code: 'malformed_cursor';
  readonly detail?: string;
}

/** The input is larger than the operation accepts; `detail` says the limit. */
export interface TooLarge {
  readonly code: 'too_large';
  readonly detail: string;
}

/** Too many attempts have failed; `detail` says of what. The caller can try again in `retry_after` seconds. */
export interface TooManyRequests {
  readonly code: 'too_many_requests';
  readonly detail: string;
  readonly retry_after: number;
}

/**
 * The revision is now `revision`, which is not one that the request named; or the event that asks for the change was
 * made before `as_of`.
 */
export interface Stale {
  readonly code: 'stale';
  readonly revision: number;
  /** The time of the latest change, if the event is older than it. */
  readonly as_of?: EventTime | undefined;
}

/** Something depends on what would be changed; `detail` says what, and what to do. */
export interface InUse {
  readonly code: 'in_use';
  readonly detail: string;
}

/** The filter matches `count` rows, and the request expects another number. Nothing was done. */
export interface UnexpectedCount {
  readonly code: 'unexpected_count';
  readonly detail: string;
  readonly count: number;
}
