import type { ServiceAccountsByMaker } from '../access/index.ts';
import type { Conditional, Id, Page, PageRequest, Timestamp, Update } from '../kernel/index.ts';
import type { CompactOrganization } from '../organizations/index.ts';
import type { CompactUser } from '../users/index.ts';
import type { ServiceAccount, UpdateServiceAccount } from './transports.ts';

/** A service account to be stored. */
export interface NewServiceAccount {
  readonly id: Id;
  readonly name: string;
  readonly created_by: Id;
  readonly created_at: Timestamp;
}

/**
 * An update of a service account: sets the named fields, if the account is at one of the revisions in `if_revision`.
 */
export interface ServiceAccountUpdate extends Conditional {
  readonly id: Id;
  readonly changes: UpdateServiceAccount;
  readonly at: Timestamp;
}

/** A service account, and the organization to which it belongs. */
export interface ServiceAccountAnywhere extends CompactUser {
  readonly organization: CompactOrganization;
}

/** The service accounts of one organization that are its members. */
export interface ServiceAccountsRepository extends ServiceAccountsByMaker {
  /** Resolves to `false` if a user of any kind has the id. */
  add(account: NewServiceAccount): Promise<boolean>;
  /**
   * Lists service accounts in id order. With `sought`, lists only those whose name contains this text; `searchKeyOf`
   * writes it. Must neither skip nor repeat a service account that exists throughout the walk.
   */
  list(page: PageRequest, sought?: string | null): Promise<Page<ServiceAccount>>;
  /**
   * Resolves to `undefined` if this organization has no such service account: it does not exist, belongs to another
   * organization or was removed.
   */
  find(id: Id): Promise<ServiceAccount | undefined>;
  /**
   * Must set the fields that the update names, in one statement that also compares the revision: of two updates from
   * one revision, one is stale. The revision rises by one if a value really changes.
   */
  update(update: ServiceAccountUpdate): Promise<Update<ServiceAccount>>;
  /** Like `withTokensBy`, for all organizations, including deleted ones that can be restored. */
  everyWithTokensBy(userId: Id, at: Timestamp): Promise<readonly ServiceAccountAnywhere[]>;
}
