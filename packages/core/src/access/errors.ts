import type { Permission } from './permissions.ts';

/** There is no such token, or it is revoked or expired. */
export interface Unauthenticated {
  readonly code: 'unauthenticated';
  /** What to do, where that is something else than to send a valid token. */
  readonly detail?: string;
}

/**
 * Why a caller lacks a permission: no token with a limit has it; their token is limited to other permissions, or to one organization; service accounts never have it;
 * the installation gives it to its operators only; or none of their roles holds it.
 */
export type MissingBecause =
  | 'token_limited'
  | 'token_permissions'
  | 'token_organization'
  | 'service_account'
  | 'installation'
  | 'roles';

/** The caller knows of the target but may not do this to it: a permission is missing. */
export interface MissingPermission {
  readonly code: 'forbidden';
  readonly permission: Permission;
  readonly because: MissingBecause;
}

/** The caller may read the thing but not change it, whatever their permissions are; `detail` says who can. */
export interface NotYours {
  readonly code: 'forbidden';
  readonly permission?: undefined;
  readonly detail: string;
}

/** The caller knows of the thing but may not do this to it. */
export type Forbidden = MissingPermission | NotYours;

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
