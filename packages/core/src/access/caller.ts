import type { AskForRoom, EventTime, Id, Once, Timestamp } from '../kernel/index.ts';
import type { Permission } from './permissions.ts';

/** What an operation acts on: a project, an organization, or the installation if neither. */
export type Target = { readonly type: 'installation' } | { readonly type: 'organization' | 'project'; readonly id: Id };

/** The target of operations that concern neither an organization nor a project. */
export const INSTALLATION: Target = { type: 'installation' };

/** The limits of a token on the permissions of its user. */
export interface TokenLimits {
  /** The only organization in which the token works; `null` means everywhere. */
  readonly organization_id: Id | null;
  /** The only permissions that the token has; `null` means all permissions of its user. */
  readonly permissions: readonly Permission[] | null;
  readonly expires_at: Timestamp | null;
}

/**
 * The user who makes a request, with their permissions on one target. Read from the store for every request or message.
 */
export interface Caller {
  readonly user_id: Id;
  readonly kind: 'person' | 'service' | 'external';
  readonly name: string;
  /** The limits of the token; `null` for a caller made from a user id. */
  readonly token: TokenLimits | null;
  readonly target: Target;
  /** The token by which the caller was read; `null` for a caller made from a user id. */
  readonly token_id: Id | null;
  /** The organization of the target; `null` if the target is the installation or does not exist. */
  readonly organization_id: Id | null;
  /** Whether the caller may know that the target exists. */
  readonly knows_target: boolean;
  /** Whether the target is a project that is archived. */
  readonly is_archived: boolean;
  /** The caller's permissions on the target, after the limits of the token. */
  readonly permissions: ReadonlySet<Permission>;
  /** The id of the request or event that causes the caller's changes. It becomes the `causationid` of their events. */
  readonly causation_id: string | null;
  /** The idempotency key and the stored response, if the request takes effect once. */
  readonly once?: Once | undefined;
  /**
   * The time of the event that asks for the change, if an event does. If the state was changed later, the change is
   * refused as `stale`, with `as_of`, unless the request names the revisions to which it applies.
   */
  readonly event_time?: EventTime | undefined;
  /** Waits for a slot for a heavy response to this caller. */
  readonly room?: AskForRoom | undefined;
}
