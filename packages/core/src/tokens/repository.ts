import type { Id, Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { Token } from './transports.ts';

/** A token to be stored. */
export interface NewToken extends Omit<Token, 'last_used_at'> {
  readonly user_id: Id;
  readonly created_by: Id;
  readonly secret_hash: string;
}

/** Whose tokens, and of which organization only (`null`: of all, and those that work everywhere). */
export interface TokenOwner {
  readonly user_id: Id;
  readonly organization_id: Id | null;
}

/** That a token was used, at the latest when. */
export interface TokenUse {
  readonly id: Id;
  readonly at: Timestamp;
}

/** The tokens of users. Revoked ones are gone for every method. */
export interface TokensRepository {
  add(token: NewToken): Promise<Token>;
  /** The same, if and only if the token that it is made with is still there; otherwise `undefined`. Waits for who revokes that one, or holds its user. */
  addWith(tokenId: Id, token: NewToken): Promise<Token | undefined>;
  /**
   * Must keep every other transaction from revoking the token, and from holding its user, until this one ends; says whether it is still there. To be called
   * after `members.hold`, where both are.
   */
  hold(id: Id): Promise<boolean>;
  /** In id order. Must neither skip nor repeat a token that is there throughout the walk. */
  list(owner: TokenOwner, page: PageRequest): Promise<Page<Token>>;
  /** Must make the token worthless from the next request on; says whether the owner had such a token. */
  revoke(owner: TokenOwner, id: Id, at: Timestamp): Promise<boolean>;
  /** Must note, in one statement, when tokens were used last: of those that are still there, and never an earlier moment than is noted. Says how many it changed. */
  markUsed(uses: readonly TokenUse[]): Promise<number>;
  /** Must make every token of a user worthless from the next request on, wherever it works; says which they were. To be called after `users.holdByEmail`. */
  revokeEvery(userId: Id): Promise<readonly Id[]>;
  /** The tokens of people that invitations gave in a version before this one, and that have not expired at a moment: how many, and when the last one will. */
  countOld(at: Timestamp): Promise<{ readonly tokens: number; readonly last_expires_at: Timestamp | null }>;
  /** Must make all of a user's tokens that work only in the organization worthless from the next request on; says which they were. */
  revokeAll(owner: { readonly user_id: Id; readonly organization_id: Id }): Promise<readonly Id[]>;
}
