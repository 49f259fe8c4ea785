import type { RoleBinding, Standings } from '../access/index.ts';
import type { Change, Conditional, Deletion, Id, Page, PageRequest, Timestamp, Update } from '../kernel/index.ts';
import type { ListedOrganization, Member, MemberFilters, Organization, UpdateOrganization } from './transports.ts';

/** An organization to be stored. */
export interface NewOrganization {
  readonly id: Id;
  readonly name: string;
  readonly created_by: Id;
  readonly created_at: Timestamp;
}

/**
 * An update of an organization: sets the named fields, if the organization is at one of the revisions in `if_revision`.
 */
export interface OrganizationUpdate extends Conditional {
  readonly id: Id;
  readonly changes: UpdateOrganization;
  readonly at: Timestamp;
}

/** The organizations of the installation. */
export interface OrganizationsRepository {
  /** Resolves to `false` if the id is taken. */
  add(organization: NewOrganization): Promise<boolean>;
  /**
   * Lists, in id order and in one statement, the organizations of which a user is a member, or only `organization_id`
   * if it is given. Must neither skip nor repeat an organization that exists throughout the walk.
   */
  listOf(
    member: { readonly user_id: Id; readonly organization_id: Id | null },
    page: PageRequest,
  ): Promise<Page<ListedOrganization>>;
  /**
   * Lists, in id order and in one statement, the deleted organizations that can be restored and of which a user is an
   * admin, or only `organization_id` if it is given. Must neither skip nor repeat an organization that is deleted
   * throughout the walk.
   */
  listDeletedOf(
    admin: { readonly user_id: Id; readonly organization_id: Id | null },
    restorableSince: Timestamp,
    page: PageRequest,
  ): Promise<Page<ListedOrganization>>;
  /** Resolves to `undefined` if the organization does not exist or is deleted. */
  find(id: Id): Promise<Organization | undefined>;
  /**
   * Must set the fields that the update names, in one statement that also compares the revision: of two updates from
   * one revision, one is stale. The revision rises by one if a value really changes.
   */
  update(update: OrganizationUpdate): Promise<Update<Organization>>;
  /** Must delete the organization by writing one row, whatever the organization contains. */
  delete(id: Id, conditional: Conditional, at: Timestamp): Promise<Deletion>;
  /**
   * Must prevent every other transaction from deleting or restoring the organization until this transaction ends.
   * Resolves to whether the organization is deleted, or to `undefined` if the organization neither exists nor was
   * deleted after `restorableSince`.
   */
  holdDeleted(id: Id, restorableSince: Timestamp): Promise<boolean | undefined>;
  /**
   * Must restore a deleted organization. Call it after `holdDeleted`, when none of the tasks of its projects is claimed
   * any more.
   */
  restore(id: Id, at: Timestamp): Promise<Organization>;
}

/** What was removed together with a member. */
export interface RemovedMember {
  readonly kind: Member['kind'];
  /** The revision of the user. */
  readonly revision: number;
  readonly bindings: readonly Pick<RoleBinding, 'id' | 'role' | 'target'>[];
  /** Whether the user was an admin of the organization and a person, and no other person is an admin. */
  readonly was_last_admin: boolean;
}

/** Filters a list of members. A member must match all conditions. */
export interface MemberFilter extends Omit<MemberFilters, 'name' | 'email'> {
  /** A text that the name must contain, as `searchKeyOf` writes it. */
  readonly sought?: string | undefined;
  readonly email_key?: string | undefined;
}

/** The members of one organization. */
export interface MembersRepository extends Standings {
  /** Whether the person with an e-mail address, given as its `email_key`, is a member. */
  hasEmail(emailKey: string): Promise<boolean>;
  /**
   * Lists members in the order of their user ids, in one statement; with a filter, only those who match it. Must
   * neither skip nor repeat a member who exists throughout the walk.
   */
  list(page: PageRequest, filter?: MemberFilter): Promise<Page<Member>>;
  /** Resolves to `undefined` if there is no such member. */
  find(userId: Id): Promise<Member | undefined>;
  /**
   * Must remove the member and all their role bindings on the organization and its projects. Resolves to `undefined` if
   * there is no such member. Call it after `hold` with the same user.
   */
  remove(userId: Id): Promise<RemovedMember | undefined>;
  /**
   * Lists the projects of the organization in which a user (`null`: any user) has claimed tasks, even if their leases
   * have ended. Deleted projects are left out.
   */
  projectsWithClaims(userId: Id | null): Promise<readonly Id[]>;
  /**
   * Must release claimed tasks of a user (`null`: of any user) in one project of the organization, at most as many as
   * there are event ids, in one statement: states, places, counters and one `goldset.task.released` event each.
   * Resolves to the number of tasks that it found. If this is less than the number of event ids, none is left.
   */
  releaseTasks(
    of: { readonly project_id: Id; readonly user_id: Id | null },
    change: Change,
    eventIds: readonly Id[],
  ): Promise<number>;
  /** Must make the user a member if they are not one yet. Resolves to whether it did. Call it after `hold`. */
  join(member: { readonly user_id: Id; readonly added_by: Id; readonly created_at: Timestamp }): Promise<boolean>;
  /**
   * Must make the user, who creates the organization of the scope, a member of it. Imports into it mean this user by
   * their address, if the address is verified.
   */
  add(member: { readonly user_id: Id; readonly added_by: Id; readonly created_at: Timestamp }): Promise<void>;
}
