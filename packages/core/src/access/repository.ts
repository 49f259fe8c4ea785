import type { Id, KeptAnswer, OnceKey, Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { Caller, Target, TokenLimits } from './caller.ts';
import type { CompactUser } from './compact-user.ts';
import type { Role } from './permissions.ts';
import type { NewRoleBinding, RoleBinding } from './transports.ts';

/** What one statement reads about a user and one target. */
export interface AccessRecord {
  readonly user_id: Id;
  readonly kind: Caller['kind'];
  readonly name: string;
  /** Whether this is the installation's first user. */
  readonly is_first: boolean;
  readonly token: TokenLimits | null;
  /** The token by which the user was found, if any, and when its last use was recorded. */
  readonly used_token: { readonly id: Id; readonly last_used_at: Timestamp | null } | null;
  /** The organization of the target; `null` if the target is the installation or does not exist. */
  readonly organization_id: Id | null;
  readonly is_member: boolean;
  /** Whether the target is a project that is archived. */
  readonly is_archived: boolean;
  /** The user's roles on the target, including those on its organization. */
  readonly roles: readonly Role[];
  /** The user's idempotency record under the given key. */
  readonly kept: KeptAnswer | null;
}

/** What identifies a user: the SHA-256 of a token's secret, or an id. */
export type Identity = { readonly secret_hash: string } | { readonly user_id: Id };

/** Reads a caller and their permissions on one target. */
export interface AccessRepository {
  /**
   * Must read token, user, membership and roles in one statement. Resolves to `undefined` if the user does not exist,
   * or if the token is unknown, revoked, or expired at `now`; a target that does not exist is no reason for
   * `undefined`. Deleted data, and data inside deleted data, does not exist. The same statement reads the idempotency
   * record of this user under `key` for this target; without a key there is none.
   */
  read(identity: Identity, target: Target, now: Timestamp, key?: OnceKey): Promise<AccessRecord | undefined>;
  /**
   * Does the same for a user id, but a target that was deleted after `restorableSince` also exists. What contains the
   * target must not be deleted.
   */
  readRestorable(userId: Id, target: Target, restorableSince: Timestamp): Promise<AccessRecord | undefined>;
}

/** A role binding that was deleted. */
export interface DeletedRoleBinding {
  readonly binding: RoleBinding;
  /** Whether the binding made a person admin of the organization, and no person is admin without it. */
  readonly was_last_admin: boolean;
}

/** The role bindings of one organization and its projects. */
export interface RoleBindingsRepository {
  /**
   * Must resolve to `already_exists` if the user has this role on this target already or the id is taken, to
   * `no_member` if the user is not a member of the organization, and to `no_target` if the target does not belong to
   * the organization; otherwise stores the binding.
   */
  add(binding: NewRoleBinding): Promise<RoleBinding | 'already_exists' | 'no_member' | 'no_target'>;
  /**
   * Lists in id order: all bindings of the organization and its projects, or those on one project, or those of one
   * member. Must neither skip nor repeat a binding that exists throughout the walk.
   */
  list(
    of: { readonly project_id: Id | null; readonly user_id: Id | null },
    page: PageRequest,
  ): Promise<Page<RoleBinding>>;
  /**
   * Resolves to `undefined` if this organization has no such binding; in the scope of a project, if that project has
   * none.
   */
  find(id: Id): Promise<RoleBinding | undefined>;
  /**
   * Reads the target of a binding, which never changes. Resolves to `undefined` if this organization has no such
   * binding.
   */
  targetOf(id: Id): Promise<RoleBinding['target'] | undefined>;
  /**
   * Must delete the binding; in the scope of a project, only one on that project. Resolves to `undefined` if there is
   * none. The caller must call `members.hold` first.
   */
  delete(id: Id): Promise<DeletedRoleBinding | undefined>;
}

/** The kind and the roles of a member. */
export interface Standing {
  readonly kind: Caller['kind'];
  readonly roles: readonly Role[];
}

/** Locks and reads the members of an organization, for transactions that give or remove access. */
export interface Standings {
  /**
   * Must block every other transaction that removes roles or memberships of the organization until this transaction
   * ends, so that what this one then reads about the admins stays true. If a member is named, must also block
   * transactions that give this member a role. Must be the first call of a transaction that removes roles or
   * memberships. Resolves to whether the organization exists, which then stays so; `false` if it was deleted meanwhile.
   */
  hold(userId?: Id): Promise<boolean>;
  /**
   * Reads the kind of a member, and their roles on the organization itself and on a project of it if one is named.
   * Resolves to `undefined` if there is no such member.
   */
  rolesOf(userId: Id, projectId?: Id | null): Promise<Standing | undefined>;
}

/** Prevents the revocation of a token while it is used to give access. */
export interface TokenHolds {
  /**
   * Must block every other transaction that revokes the token or holds its user until this one ends. Resolves to
   * whether the token still exists. A transaction that also calls `members.hold` must call that first.
   */
  hold(id: Id): Promise<boolean>;
}

/** Revokes the invitations of users who may no longer invite. */
export interface InvitationRevocations {
  /** Must revoke every open invitation that a user made; resolves to their ids, in order. */
  revokeBy(userId: Id): Promise<readonly Id[]>;
}

/** Finds the service accounts whose secrets somebody may know. */
export interface ServiceAccountsByMaker {
  /**
   * Reads the service accounts that have tokens which the user made and which have not expired at `at`, in id order, at
   * most 1,000.
   */
  withTokensBy(userId: Id, at: Timestamp): Promise<readonly CompactUser[]>;
}

/** Revokes the tokens of a member. */
export interface MemberTokens {
  /**
   * Must revoke all of a user's tokens that work only in the organization, from the next request on; resolves to their
   * ids.
   */
  revokeAll(owner: { readonly user_id: Id; readonly organization_id: Id }): Promise<readonly Id[]>;
}
