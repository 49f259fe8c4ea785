import type { Id, Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { CompactOrganization, Organization } from './transports.ts';

/** An organization to be stored. */
export interface NewOrganization {
  readonly id: Id;
  readonly name: string;
  readonly created_by: Id;
  readonly created_at: Timestamp;
}

/** The organizations of the installation. */
export interface OrganizationsRepository {
  add(organization: NewOrganization): Promise<void>;
  /** The organizations a user is a member of (only `organization_id`, where given), in id order, in one statement. Must neither skip nor repeat one that is there throughout the walk. */
  listOf(member: { readonly user_id: Id; readonly organization_id: Id | null }, page: PageRequest): Promise<Page<CompactOrganization>>;
  /** Resolves to `undefined` when there is no such organization. */
  find(id: Id): Promise<Organization | undefined>;
}

/** The members of one organization. */
export interface MembersRepository {
  /**
   * Must keep every other transaction from taking roles and memberships of the organization away until this one ends, so
   * that what is then read of its admins stays so. The first call of a transaction that takes any away.
   */
  hold(): Promise<void>;
  /** Must make the user a member of the scope's organization. */
  add(member: { readonly user_id: Id; readonly added_by: Id; readonly created_at: Timestamp }): Promise<void>;
}
