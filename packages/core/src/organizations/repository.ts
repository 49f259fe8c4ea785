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

/** An update of an organization: the fields named become others, if the organization is at one of the revisions. */
export interface OrganizationUpdate extends Conditional {
  readonly id: Id;
  readonly changes: UpdateOrganization;
  readonly at: Timestamp;
}

/** The organizations of the installation. */
export interface OrganizationsRepository {
  /** Resolves to `false` when the id is taken. */
  add(organization: NewOrganization): Promise<boolean>;
  /** The organizations a user is a member of (only `organization_id`, where given), in id order, in one statement. Must neither skip nor repeat one that is there throughout the walk. */
  listOf(
    member: { readonly user_id: Id; readonly organization_id: Id | null },
    page: PageRequest,
  ): Promise<Page<ListedOrganization>>;
  /** The deleted ones that a user is an admin of and that can be restored (only `organization_id`, where given), in id order, in one statement. Must neither skip nor repeat one that is deleted throughout the walk. */
  listDeletedOf(
    admin: { readonly user_id: Id; readonly organization_id: Id | null },
    restorableSince: Timestamp,
    page: PageRequest,
  ): Promise<Page<ListedOrganization>>;
  /** Resolves to `undefined` when there is no such organization, or it is deleted. */
  find(id: Id): Promise<Organization | undefined>;
  /** Must change the fields that the update names, in one statement that also compares the revision: of two updates from one revision, one is stale. Where a field really changes, the revision is one higher. */
  update(update: OrganizationUpdate): Promise<Update<Organization>>;
  /** Must delete the organization, whatever is in it, by one row. */
  delete(id: Id, conditional: Conditional, at: Timestamp): Promise<Deletion>;
  /** Must keep every other transaction from deleting and restoring the organization until this one ends; says whether it is deleted. `undefined` when there is no such organization that is there or was deleted after `restorableSince`. */
  holdDeleted(id: Id, restorableSince: Timestamp): Promise<boolean | undefined>;
  /** Must bring back a deleted organization. To be called after `holdDeleted`, when none of the tasks of its projects is claimed any more. */
  restore(id: Id, at: Timestamp): Promise<Organization>;
}

/** What went with a member who was removed. */
export interface RemovedMember {
  readonly kind: Member['kind'];
  /** The revision at which the user was. */
  readonly revision: number;
  readonly bindings: readonly Pick<RoleBinding, 'id' | 'role' | 'target'>[];
  /** Whether they were an admin of the organization and a person, and no other person is one. */
  readonly was_last_admin: boolean;
}

/** Which members a list holds: those who fit all that is given. */
export interface MemberFilter extends Omit<MemberFilters, 'name' | 'email'> {
  /** What the name holds, as `searchKeyOf` writes it. */
  readonly sought?: string | undefined;
  readonly email_key?: string | undefined;
}

/** The members of one organization. */
export interface MembersRepository extends Standings {
  /** Whether the person with an e-mail address, by its key, is a member. */
  hasEmail(emailKey: string): Promise<boolean>;
  /** By user id, in one statement; only those who fit the filter, where there is one. Must neither skip nor repeat a member who is there throughout the walk. */
  list(page: PageRequest, filter?: MemberFilter): Promise<Page<Member>>;
  /** Resolves to `undefined` when there is no such member. */
  find(userId: Id): Promise<Member | undefined>;
  /** Must remove the member and all their role bindings on the organization and its projects. `undefined` when there is no such member. To be called after `hold` with the same user. */
  remove(userId: Id): Promise<RemovedMember | undefined>;
  /** The projects of the organization, but for deleted ones, in which a user has (`null`: anybody has) claimed tasks, their leases ended or not. */
  projectsWithClaims(userId: Id | null): Promise<readonly Id[]>;
  /**
   * Must release claimed tasks of a user (`null`: of anybody) in one project of the organization, as many as there are event ids at most, in
   * one statement: states, places, counters and one `goldset.task.released` event each. Says how many it found; when that is fewer than there are event ids, none is left.
   */
  releaseTasks(
    of: { readonly project_id: Id; readonly user_id: Id | null },
    change: Change,
    eventIds: readonly Id[],
  ): Promise<number>;
  /** Must make the user a member, unless they are one; says whether they were not. To be called after `hold`. */
  join(member: { readonly user_id: Id; readonly added_by: Id; readonly created_at: Timestamp }): Promise<boolean>;
  /** Must make the user, who founds the scope's organization, a member of it. Imports into it mean them by their address, if that is proved. */
  add(member: { readonly user_id: Id; readonly added_by: Id; readonly created_at: Timestamp }): Promise<void>;
}
