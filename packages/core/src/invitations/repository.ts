import type { InvitationRevocations, Role } from '../access/index.ts';
import type { Id, KeptAnswer, OnceKey, Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { CompactOrganization } from '../organizations/index.ts';
import type { Invitation } from './transports.ts';

/** An invitation to be stored. */
export interface NewInvitation extends Omit<Invitation, 'created_by'> {
  readonly created_by: Id;
  readonly secret_hash: string;
}

/** The state that accepting an invitation needs. */
export interface InvitationToAccept {
  readonly id: Id;
  readonly organization: CompactOrganization;
  /**
   * `null` after the invitation was accepted: e-mail addresses are stored only in the rows of users and in open
   * invitations.
   */
  readonly email: string | null;
  readonly roles: readonly Role[];
  readonly created_by: Id;
  readonly expires_at: Timestamp;
  /** The latest moments at which accepting the invitation failed, in their order. */
  readonly failed_at: readonly Timestamp[];
  /**
   * The idempotency record under the key of the request, for a caller who accepted without a token; `null` if there is
   * none.
   */
  readonly kept: KeptAnswer | null;
}

/** How many times accepting one invitation may fail in an hour. */
export const MAX_FAILURES = 5;

/** The invitations to one organization. For every method, revoked ones do not exist. */
export interface InvitationsRepository extends InvitationRevocations {
  add(invitation: NewInvitation): Promise<void>;
  /**
   * Lists, in id order, the invitations that were not accepted. Must neither skip nor repeat an invitation that is open
   * throughout the walk.
   */
  list(page: PageRequest): Promise<Page<Invitation>>;
  /** Resolves to `undefined` if there is no such invitation to this organization, or it was accepted. */
  findOpen(id: Id): Promise<Invitation | undefined>;
  /** Must invalidate an open invitation and delete its e-mail address. Resolves to whether there was one. */
  revoke(id: Id): Promise<boolean>;
  /** Lists all organizations in which there are open invitations that a user made. */
  organizationsOf(userId: Id): Promise<readonly Id[]>;
  /**
   * Must note that accepting an invitation of any organization has failed, unless it has failed `MAX_FAILURES` times
   * after `since`. This must hold also if several calls run at the same time. Resolves to whether the failure was
   * noted.
   */
  noteFailure(id: Id, at: Timestamp, since: Timestamp): Promise<boolean>;
  /**
   * Finds, in one statement, the invitation of any organization that has this secret, and its idempotency record under
   * `key`. Resolves to `undefined` if there is none.
   */
  find(secretHash: string, key?: OnceKey): Promise<InvitationToAccept | undefined>;
  /**
   * Must mark an open invitation as accepted and delete its e-mail address, only once, also if several calls run at the
   * same time. Resolves to whether it did.
   */
  accept(id: Id, at: Timestamp): Promise<boolean>;
}
