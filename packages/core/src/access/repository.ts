import type { Id, KeptAnswer, OnceKey, Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { Caller, Target, TokenLimits } from './caller.ts';
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
  list(of: { readonly project_id: Id | null; readonly user_id: Id | null }, page: PageRequest): Promise<Page<RoleBinding>>;
  /** Resolves to `undefined` when there is no such binding in this organization; with a scope of a project, on that project. */
  find(id: Id): Promise<RoleBinding | undefined>;
  /** The target of a binding, which never changes. Resolves to `undefined` when there is no such binding in this organization. */
  targetOf(id: Id): Promise<RoleBinding['target'] | undefined>;
  /** Must delete the binding; with a scope of a project, only one on that project. `undefined` when there is none. To be called after `members.hold`. */
  delete(id: Id): Promise<DeletedRoleBinding | undefined>;
}
