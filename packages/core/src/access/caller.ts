import type { AskForRoom, EventTime, Id, Once, Timestamp } from '../kernel/index.ts';
import type { Permission } from './permissions.ts';

/** What an operation acts on: a project, an organization, or nothing of either (`installation`). */
export type Target = { readonly type: 'installation' } | { readonly type: 'organization' | 'project'; readonly id: Id };

/** The target of operations that concern no organization and no project. */
export const INSTALLATION: Target = { type: 'installation' };

/** How a token narrows what its user may do. */
export interface TokenLimits {
  /** The only organization it works in; `null` is everywhere. */
  readonly organization_id: Id | null;
  /** The only permissions it has; `null` is all of its user's. */
  readonly permissions: readonly Permission[] | null;
  readonly expires_at: Timestamp | null;
}

/** Who asks, on which target, with which permissions there. Read afresh for every request or message. */
export interface Caller {
  readonly user_id: Id;
  readonly kind: 'person' | 'service' | 'external';
  readonly name: string;
  /** The limits of the token; `null` for a caller made from a user id. */
  readonly token: TokenLimits | null;
  readonly target: Target;
  /** The token by which the caller was read; `null` for a caller made from a user id. */
  readonly token_id: Id | null;
  /** The organization of the target; `null` where the target is none or does not exist. */
  readonly organization_id: Id | null;
  /** Whether the caller may know that the target exists. */
  readonly knows_target: boolean;
  /** Whether the target is a project that is archived. */
  readonly is_archived: boolean;
  /** What the caller may do on the target, after the token's limits. */
  readonly permissions: ReadonlySet<Permission>;
  /** The request or event id that becomes the `causationid` of what the caller changes. */
  readonly causation_id: string | null;
  /** What the request is kept under, where it is to take effect once. */
  readonly once?: Once | undefined;
  /**
   * When the event was made that asks for the change, where one does. A change of a thing that was changed later is refused as `stale`, with
   * `as_of`, unless the request names the revisions that it is to be made of.
   */
  readonly event_time?: EventTime | undefined;
  /** Where there has to be room for a heavy answer to the caller. */
  readonly room?: AskForRoom | undefined;
}
