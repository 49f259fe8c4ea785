import type { Permission } from './permissions.ts';

/** There is no such token, or it is revoked or expired. */
export interface Unauthenticated {
  readonly code: 'unauthenticated';
}

/** The caller knows of the target but may not do this to it. */
export interface Forbidden {
  readonly code: 'forbidden';
  readonly permission: Permission;
}

/** There is no such thing, or the caller may not know of it: the two cannot be told apart. */
export interface NotFound {
  readonly code: 'not_found';
}

/** An organization always keeps an admin who is a person; this would have taken the last one. */
export interface LastAdmin {
  readonly code: 'last_admin';
}

/** The project is archived: it can be read, exported and reopened, and what is claimed in it can be finished; nothing else in it can be changed. */
export interface Archived {
  readonly code: 'archived';
}

/** What the guard answers for an operation that it does not let through. */
export type AccessError = Forbidden | NotFound;
