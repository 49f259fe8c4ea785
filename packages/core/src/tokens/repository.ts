import type { MemberTokens, Role, TokenHolds } from '../access/index.ts';
import type { Conditional, Id, Page, PageRequest, Timestamp, Update } from '../kernel/index.ts';
import type { CompactOrganization } from '../organizations/index.ts';
import type { CurrentTokenFilter, Token, TokenFilter, UpdateToken } from './transports.ts';

/** A token to be stored. */
export interface NewToken extends Omit<Token, 'last_used_at' | 'revision' | 'updated_at'> {
  readonly user_id: Id;
  readonly created_by: Id;
  readonly secret_hash: string;
}

/**
 * Selects the tokens of a user: those of one organization, or (`null`) all tokens, including those that work
 * everywhere.
 */
export interface TokenOwner {
  readonly user_id: Id;
  readonly organization_id: Id | null;
  /** Whether the user must be a service account of the organization. */
  readonly is_service?: boolean | undefined;
}

/** An update of a token: sets the named fields, if the token is at one of the revisions in `if_revision`. */
export interface TokenUpdate extends Conditional {
  readonly id: Id;
  readonly changes: UpdateToken;
  readonly at: Timestamp;
}

/** The roles of a token's user on an organization, or on a project and its organization. */
export interface HeldRoles {
  readonly organization: CompactOrganization;
  readonly project: CompactOrganization | null;
  readonly roles: readonly Role[];
}

/** A token, and the roles of its user on organizations and projects. */
export interface FoundToken {
  readonly token: Token;
  readonly organization: CompactOrganization | null;
  readonly held: readonly HeldRoles[];
}

/** The latest moment at which a token was used. */
export interface TokenUse {
  readonly id: Id;
  readonly at: Timestamp;
}

/** The tokens of users. For every method, revoked ones do not exist. */
export interface TokensRepository extends TokenHolds, MemberTokens {
  add(token: NewToken): Promise<Token>;
  /**
   * Like `add`, if and only if the token with which it is created still exists; otherwise resolves to `undefined`.
   * Waits for transactions that revoke that token or hold its user.
   */
  addWith(tokenId: Id, token: NewToken): Promise<Token | undefined>;
  /**
   * Lists, in id order, the tokens that match the filter at the moment `at`. Must neither skip nor repeat a token that
   * exists throughout the walk.
   */
  list(owner: TokenOwner, page: PageRequest, filter?: TokenFilter & { readonly at: Timestamp }): Promise<Page<Token>>;
  /** Resolves to `undefined` if the owner has no such token. */
  find(owner: TokenOwner, id: Id): Promise<Token | undefined>;
  /**
   * Reads, in one statement, a token and at most `limit` of the organizations and projects in which it works. These are
   * the organizations of which its user is a member, each followed by its projects on which the user has a role, in the
   * order of their ids, without deleted ones. With a filter, only the named organization and its projects, or only the
   * named project, which is included even if the user has a role on its organization alone. Resolves to `undefined` if
   * the token does not exist any more.
   */
  findWithRoles(id: Id, filter: CurrentTokenFilter, limit: number): Promise<FoundToken | undefined>;
  /**
   * Must set the fields that the update names, in one statement that also compares the revision: of two updates from
   * one revision, one is stale. The revision rises by one if a value really changes.
   */
  update(owner: TokenOwner, update: TokenUpdate): Promise<Update<Token>>;
  /**
   * Must invalidate the token with effect from the next request. Resolves to the revision of the token, or to
   * `undefined` if the owner had no such token.
   */
  revoke(owner: TokenOwner, id: Id, at: Timestamp): Promise<number | undefined>;
  /**
   * Must store, in one statement, when tokens were last used: only for tokens that still exist, and never an earlier
   * moment than the stored one. Resolves to the number of tokens that it changed.
   */
  markUsed(uses: readonly TokenUse[]): Promise<number>;
  /**
   * Must invalidate every token of a user, wherever it works, with effect from the next request. Resolves to the ids of
   * the tokens. Call it after `users.holdByEmail`.
   */
  revokeEvery(userId: Id): Promise<readonly Id[]>;
  /**
   * Counts the tokens of people that invitations created in an earlier version and that have not expired at a moment,
   * and finds when the last one will expire.
   */
  countOld(at: Timestamp): Promise<{ readonly tokens: number; readonly last_expires_at: Timestamp | null }>;
}
