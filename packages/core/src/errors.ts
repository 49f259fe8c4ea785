import type { Forbidden, LastAdmin, NotFound, Unauthenticated } from './access/index.ts';
import type { Fault } from './kernel/index.ts';
import type { AlreadySubmitted, LeaseLost } from './tasks/index.ts';

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

/** Something else must be made first; `detail` says what. */
export interface NotReady {
  readonly code: 'not_ready';
  readonly detail: string;
}

/** The input is larger than an operation of this kind takes at once; `detail` says the limit. */
export interface TooLarge {
  readonly code: 'too_large';
  readonly detail: string;
}

/** The thing is at another revision than the one that was to be changed or deleted. */
export interface Stale {
  readonly code: 'stale';
  /** The revision it is at. */
  readonly revision: number;
}

/** Everything an operation can answer that the caller can act on. */
export type DomainError =
  | Unauthenticated
  | Forbidden
  | NotFound
  | Invalid
  | AlreadyExists
  | LastAdmin
  | NotReady
  | TooLarge
  | Stale
  | LeaseLost
  | AlreadySubmitted;
