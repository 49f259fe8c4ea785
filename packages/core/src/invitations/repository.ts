import type { InvitationRevocations, Role } from '../access/index.ts';
import type { Id, KeptAnswer, OnceKey, Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { CompactOrganization } from '../organizations/index.ts';
import type { Invitation } from './transports.ts';

/** An invitation to be stored. */
export interface NewInvitation extends Omit<Invitation, 'created_by'> {
  readonly created_by: Id;
  readonly secret_hash: string;
}

/** What accepting an invitation needs to know of it. */
export interface InvitationToAccept {
  readonly id: Id;
  readonly organization: CompactOrganization;
  /** `null` once it was accepted: an e-mail address stands in the user's row and in open invitations only. */
  readonly email: string | null;
  readonly roles: readonly Role[];
  readonly created_by: Id;
  readonly expires_at: Timestamp;
  /** When accepting it has failed, the latest times, in their order. */
  readonly failed_at: readonly Timestamp[];
  /** What was answered under the key that was asked for, to whoever accepted it without a token. */
  readonly kept: KeptAnswer | null;
}

/** How often accepting one invitation may fail in an hour. */
export const MAX_FAILURES = 5;

/** The invitations to one organization. Revoked ones are gone for every method. */
export interface InvitationsRepository extends InvitationRevocations {
  add(invitation: NewInvitation): Promise<void>;
  /** Those that were not accepted, in id order. Must neither skip nor repeat one that is open throughout the walk. */
  list(page: PageRequest): Promise<Page<Invitation>>;
  /** Resolves to `undefined` when there is no such invitation to this organization, or it was accepted. */
  findOpen(id: Id): Promise<Invitation | undefined>;
  /** Must make an open invitation worthless and forget its e-mail address; says whether there was one. */
  revoke(id: Id): Promise<boolean>;
  /** The organizations, of all there are, in which there are open invitations that a user made. */
  organizationsOf(userId: Id): Promise<readonly Id[]>;
  /**
   * Must note that accepting an invitation, of whichever organization, has failed, unless it has failed `MAX_FAILURES` times after `since`, also when several do it at
   * once; says whether it did.
   */
  noteFailure(id: Id, at: Timestamp, since: Timestamp): Promise<boolean>;
  /** The invitation with this secret, of whichever organization, and in the same statement what is kept for it under `key`. Resolves to `undefined` when there is none. */
  find(secretHash: string, key?: OnceKey): Promise<InvitationToAccept | undefined>;
  /** Must mark an open invitation as accepted and forget its e-mail address, once, also when several do it at once; says whether it did. */
  accept(id: Id, at: Timestamp): Promise<boolean>;
}
