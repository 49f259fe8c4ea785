import type { EventTime } from './event-time.ts';
import type { Fault } from './fault.ts';

/** The input has faults; `errors` says where and what to do. An import names the line as well. */
export interface Invalid {
  readonly code: 'invalid';
  readonly errors: readonly (Fault & { readonly line?: number | undefined })[];
}

/** There is such a thing already. */
export interface AlreadyExists {
  readonly code: 'already_exists';
  readonly detail: string;
}

/** What is answered where a thing is to have an id that another one has. */
export const idTaken: AlreadyExists = {
  code: 'already_exists',
  detail: 'There is something with this id already; choose another one, or none.',
};

/** Something else must be made first; `detail` says what. */
export interface NotReady {
  readonly code: 'not_ready';
  readonly detail: string;
}

/** A cursor is none, belongs elsewhere, or is too old; `detail` says what to do. */
export interface MalformedCursor {
  readonly code: 'malformed_cursor';
  readonly detail?: string;
}

/** The input is larger than an operation of this kind takes at once; `detail` says the limit. */
export interface TooLarge {
  readonly code: 'too_large';
  readonly detail: string;
}

/** Something failed too often; `detail` says what. It can be tried again in `retry_after` seconds. */
export interface TooManyRequests {
  readonly code: 'too_many_requests';
  readonly detail: string;
  readonly retry_after: number;
}

/** The thing was changed since: it is at `revision`, not at one of those that the change was to be made of; or the event that asks for the change was made before `as_of`. */
export interface Stale {
  readonly code: 'stale';
  readonly revision: number;
  /** As of when the thing is what it is, where that is why. */
  readonly as_of?: EventTime | undefined;
}

/** Something hangs on what would be changed; `detail` says what, and what to do. */
export interface InUse {
  readonly code: 'in_use';
  readonly detail: string;
}

/** Another number of things fits a filter than the request expects: `count`. Nothing was done. */
export interface UnexpectedCount {
  readonly code: 'unexpected_count';
  readonly detail: string;
  readonly count: number;
}
