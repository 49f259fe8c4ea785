import type { Id, KeptAnswer, OnceKey, Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { Caller, Target, TokenLimits } from './caller.ts';
import type { CompactUser } from './compact-user.ts';
import type { Role } from './permissions.ts';
import type { NewRoleBinding, RoleBinding } from './transports.ts';

/** What one statement knows of a user and one target. */
export interface AccessRecord {
  readonly user_id: Id;
  readonly kind: Caller['kind'];
  readonly name: string;
  /** Whether this is the installation's first user. */
  readonly is_first: boolean;
  readonly token: TokenLimits | null;
  /** The token by which the user was found, if any, and when it was noted last that it was used. */
  readonly used_token: { readonly id: Id; readonly last_used_at: Timestamp | null } | null;
  /** The organization of the target, `null` where the target is none or does not exist. */
  readonly organization_id: Id | null;
  readonly is_member: boolean;
  /** Whether the target is a project that is archived. */
  readonly is_archived: boolean;
  /** The user's roles on the target, those of its organization included. */
  readonly roles: readonly Role[];
  /** The answer that the user has under the key that was asked for. */
  readonly kept: KeptAnswer | null;
}

/** How a user is named: by the SHA-256 of a token's secret, or by id. */
export type Identity = { readonly secret_hash: string } | { readonly user_id: Id };

/** Reads who a caller is and what they may do on one target. */
export interface AccessRepository {
  /**
   * Must read token, user, membership and roles in one statement. Resolves to `undefined` when there is no such user, or
   * the token is unknown, revoked, or expired at `now`. A target that does not exist is no reason to resolve to `undefined`.
   * What is deleted, or stands in something deleted, does not exist. The same statement reads the answer that this user has
   * under `key` for this target; without a key there is none.
   */
  read(identity: Identity, target: Target, now: Timestamp, key?: OnceKey): Promise<AccessRecord | undefined>;
  /** The same of a user by id, but that a target exists also where it was deleted after `restorableSince`. What it stands in must be there. */
  readRestorable(userId: Id, target: Target, restorableSince: Timestamp): Promise<AccessRecord | undefined>;
}

/** A role binding that was deleted. */
export interface DeletedRoleBinding {
  readonly binding: RoleBinding;
  /** Whether it made a person admin of the organization, and nothing else makes any person one now. */
  readonly was_last_admin: boolean;
}

/** The role bindings of one organization and its projects. */
export interface RoleBindingsRepository {
  /**
   * Must resolve to `already_exists` when the user has this role on this target already or the id is taken, to `no_member` when the user is
   * no member of the organization, to `no_target` when the target is not of it; otherwise stores the binding.
   */
  add(binding: NewRoleBinding): Promise<RoleBinding | 'already_exists' | 'no_member' | 'no_target'>;
  /** In id order: all of the organization and its projects, or those on one project of it, or of one member. Must neither skip nor repeat one that is there throughout the walk. */
  list(
    of: { readonly project_id: Id | null; readonly user_id: Id | null },
    page: PageRequest,
  ): Promise<Page<RoleBinding>>;
  /** Resolves to `undefined` when there is no such binding in this organization; with a scope of a project, on that project. */
  find(id: Id): Promise<RoleBinding | undefined>;
  /** The target of a binding, which never changes. Resolves to `undefined` when there is no such binding in this organization. */
  targetOf(id: Id): Promise<RoleBinding['target'] | undefined>;
  /** Must delete the binding; with a scope of a project, only one on that project. `undefined` when there is none. To be called after `members.hold`. */
  delete(id: Id): Promise<DeletedRoleBinding | undefined>;
}

/** Who somebody is in an organization. */
export interface Standing {
  readonly kind: Caller['kind'];
  readonly roles: readonly Role[];
}

/** What has to be known of the members of an organization where access is given or taken. */
export interface Standings {
  /**
   * Must keep every other transaction from taking roles and memberships of the organization away until this one ends, so
   * that what is then read of its admins stays so; where a member is named, also from giving that member a role. The
   * first call of a transaction that takes any away. Says whether the organization is there, which stays so: `false` where it was deleted in the meantime.
   */
  hold(userId?: Id): Promise<boolean>;
  /** The kind of a member, and their roles on the organization itself and, where one is named, on a project of it. `undefined` when there is no such member. */
  rolesOf(userId: Id, projectId?: Id | null): Promise<Standing | undefined>;
}

/** Keeps a token from being revoked where access is given with it. */
export interface TokenHolds {
  /**
   * Must keep every other transaction from revoking the token, and from holding its user, until this one ends; says whether it is still there. To be called
   * after `members.hold`, where both are.
   */
  hold(id: Id): Promise<boolean>;
}

/** Revokes invitations where who made them may no longer invite. */
export interface InvitationRevocations {
  /** Must make every open invitation that a user made worthless; says which they were, in id order. */
  revokeBy(userId: Id): Promise<readonly Id[]>;
}

/** Finds the service accounts whose secrets somebody may know. */
export interface ServiceAccountsByMaker {
  /** Those that have tokens which a user made and which have not expired at a moment, in id order, at most 1,000. */
  withTokensBy(userId: Id, at: Timestamp): Promise<readonly CompactUser[]>;
}

/** Revokes what a member could come with. */
export interface MemberTokens {
  /** Must make all of a user's tokens that work only in the organization worthless from the next request on; says which they were. */
  revokeAll(owner: { readonly user_id: Id; readonly organization_id: Id }): Promise<readonly Id[]>;
}
