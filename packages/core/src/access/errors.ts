import type { Permission } from './permissions.ts';

/** The token is unknown, revoked or expired. */
export interface Unauthenticated {
  readonly code: 'unauthenticated';
  /** What to do, if it is not to send a valid token. */
  readonly detail?: string;
}

/**
 * Why a caller lacks a permission: no limited token has it; the token is limited to other permissions, or to one
 * organization; service accounts never have it; the installation gives it to its operators only; or none of the
 * caller's roles has it.
 */
export type MissingBecause =
  | 'token_limited'
  | 'token_permissions'
  | 'token_organization'
  | 'service_account'
  | 'installation'
  | 'roles';

/** The caller may know that the target exists, but lacks the permission. */
export interface MissingPermission {
  readonly code: 'forbidden';
  readonly permission: Permission;
  readonly because: MissingBecause;
}

/** The caller may read this but not change it, whatever their permissions are; `detail` says who can. */
export interface NotYours {
  readonly code: 'forbidden';
  readonly permission?: undefined;
  readonly detail: string;
}

/** The caller may know that the target exists, but may not do this. */
export type Forbidden = MissingPermission | NotYours;

/** The target does not exist, or the caller may not know of it. The two cannot be told apart. */
export interface NotFound {
  readonly code: 'not_found';
}

/** An organization must always have an admin who is a person; the change would have removed the last one. */
export interface LastAdmin {
  readonly code: 'last_admin';
}

/**
 * The project is archived. It can be read, exported and reopened, and claimed tasks in it can be finished; nothing else
 * in it can be changed.
 */
export interface Archived {
  readonly code: 'archived';
}

/** The errors of the guard for an operation that it does not let through. */
export type AccessError = Forbidden | NotFound;
