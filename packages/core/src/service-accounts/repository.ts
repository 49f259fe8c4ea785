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

/** An update of a service account: the fields named become others, if it is at one of the revisions. */
export interface ServiceAccountUpdate extends Conditional {
  readonly id: Id;
  readonly changes: UpdateServiceAccount;
  readonly at: Timestamp;
}

/** A service account, and whose it is. */
export interface ServiceAccountAnywhere extends CompactUser {
  readonly organization: CompactOrganization;
}

/** The service accounts of one organization that are its members. */
export interface ServiceAccountsRepository extends ServiceAccountsByMaker {
  /** Resolves to `false` when the id is taken, by whatever kind of user. */
  add(account: NewServiceAccount): Promise<boolean>;
  /** In id order; only those whose names hold what is sought, as `searchKeyOf` writes it. Must neither skip nor repeat one that is there throughout the walk. */
  list(page: PageRequest, sought?: string | null): Promise<Page<ServiceAccount>>;
  /** Resolves to `undefined` when there is no such service account in this organization, also when another one has it, or it was removed. */
  find(id: Id): Promise<ServiceAccount | undefined>;
  /** Must change the fields that the update names, in one statement that also compares the revision: of two updates from one revision, one is stale. Where a field really changes, the revision is one higher. */
  update(update: ServiceAccountUpdate): Promise<Update<ServiceAccount>>;
  /** The same of all organizations there are, deleted ones that can be restored included. */
  everyWithTokensBy(userId: Id, at: Timestamp): Promise<readonly ServiceAccountAnywhere[]>;
}
