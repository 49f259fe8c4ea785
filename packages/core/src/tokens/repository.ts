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

/** Whose tokens, and of which organization only (`null`: of all, and those that work everywhere). */
export interface TokenOwner {
  readonly user_id: Id;
  readonly organization_id: Id | null;
  /** Only where the user is a service account of the organization. */
  readonly is_service?: boolean | undefined;
}

/** An update of a token: the fields named become others, if the token is at one of the revisions. */
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

/** A token, and where its user has which roles. */
export interface FoundToken {
  readonly token: Token;
  readonly organization: CompactOrganization | null;
  readonly held: readonly HeldRoles[];
}

/** That a token was used, at the latest when. */
export interface TokenUse {
  readonly id: Id;
  readonly at: Timestamp;
}

/** The tokens of users. Revoked ones are gone for every method. */
export interface TokensRepository extends TokenHolds, MemberTokens {
  add(token: NewToken): Promise<Token>;
  /** The same, if and only if the token that it is made with is still there; otherwise `undefined`. Waits for who revokes that one, or holds its user. */
  addWith(tokenId: Id, token: NewToken): Promise<Token | undefined>;
  /** In id order; those that fit the filter at a moment. Must neither skip nor repeat a token that is there throughout the walk. */
  list(owner: TokenOwner, page: PageRequest, filter?: TokenFilter & { readonly at: Timestamp }): Promise<Page<Token>>;
  /** Resolves to `undefined` when the owner has no such token. */
  find(owner: TokenOwner, id: Id): Promise<Token | undefined>;
  /**
   * A token, and at most `limit` of the organizations, not deleted, that its user is a member of and in which it works, each followed by its projects, not deleted, on which
   * the user has a role; in the order of their ids, in one statement. Of those, with a filter, the organization and its projects, or the project, also where
   * the user has a role on its organization alone. Resolves to `undefined` when the token is gone.
   */
  findWithRoles(id: Id, filter: CurrentTokenFilter, limit: number): Promise<FoundToken | undefined>;
  /** Must change the fields that the update names, in one statement that also compares the revision: of two updates from one revision, one is stale. Where a field really changes, the revision is one higher. */
  update(owner: TokenOwner, update: TokenUpdate): Promise<Update<Token>>;
  /** Must make the token worthless from the next request on; says at which revision it was, `undefined` when the owner had no such token. */
  revoke(owner: TokenOwner, id: Id, at: Timestamp): Promise<number | undefined>;
  /** Must note, in one statement, when tokens were used last: of those that are still there, and never an earlier moment than is noted. Says how many it changed. */
  markUsed(uses: readonly TokenUse[]): Promise<number>;
  /** Must make every token of a user worthless from the next request on, wherever it works; says which they were. To be called after `users.holdByEmail`. */
  revokeEvery(userId: Id): Promise<readonly Id[]>;
  /** The tokens of people that invitations gave in a version before this one, and that have not expired at a moment: how many, and when the last one will. */
  countOld(at: Timestamp): Promise<{ readonly tokens: number; readonly last_expires_at: Timestamp | null }>;
}
