import type { Change, Id, Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { ExternalUser, MovedAnswers } from './transports.ts';

/** Filters a list of external users. An external user must match all conditions. */
export interface ExternalUserFilter {
  /** A text that the name must contain, as `searchKeyOf` writes it. */
  readonly sought?: string | undefined;
  readonly source?: string | undefined;
}

/** The ids of an external user and of the person to link them to. */
export interface ExternalLink {
  readonly external_user_id: Id;
  readonly user_id: Id;
}

/** The state that linking the two needs. */
export interface ExternalToLink {
  /** The id of the person to whom the external user is linked already; `null` if they are not linked. */
  readonly linked_to: Id | null;
  /** Whether the other user is a member of the organization and a person. */
  readonly is_person: boolean;
}

/** A link of which some answers have not been moved yet. */
export interface UnfinishedLink extends ExternalLink {
  readonly organization_id: Id;
  readonly linked_by: Id;
}

/** An external user whose name may be an address and whose `email_key` was not computed yet. */
export interface UnkeyedName {
  readonly organization_id: Id;
  readonly id: Id;
  readonly name: string;
}

/** The result of one transaction that moved answers. */
export interface MovedChunk {
  readonly moved: number;
  /**
   * Whether the transaction found fewer answers than it may move, so that none is left. If a purge came first, it may
   * have moved fewer answers than it found.
   */
  readonly isLast: boolean;
}

/** A user whom an import names. */
export interface UserToIdentify {
  /** The id of the external user to create, if the user is not known yet. */
  readonly id: Id;
  readonly name: string;
  /** The source of the name; `null` if none is given. */
  readonly source: string | null;
  /** The `email_key` of the user's address, if one is given; else `null`. */
  readonly email_key: string | null;
  /**
   * The id to look up first: that of a member who is a person, or of an external user of the organization; `null` if
   * none is given.
   */
  readonly known_as: Id | null;
  /** Whether the source belongs to exactly one user, whose name may have changed meanwhile. */
  readonly is_of_one: boolean;
}

/**
 * The external users of one organization, and the person to whom each of them is linked. A link is permanent. From its
 * commit on, no answer is written under the name any more. Imports and claims treat the answers under the name as the
 * person’s, whether they have been moved or not.
 */
export interface ExternalUsersRepository {
  /**
   * Lists external users in id order, in one statement, with the counts of their answers in projects that are not
   * deleted; with a filter, only those who match it. Must neither skip nor repeat an external user who exists
   * throughout the walk.
   */
  list(page: PageRequest, filter?: ExternalUserFilter): Promise<Page<ExternalUser>>;
  /** Resolves to `undefined` if the organization has no such external user. */
  find(id: Id): Promise<ExternalUser | undefined>;
  /** Resolves to `undefined` if the organization has no such external user. */
  findToLink(link: ExternalLink): Promise<ExternalToLink | undefined>;
  /**
   * Must prevent every other transaction from linking, and every import from writing answers by names that it looked up
   * before, until this transaction ends. A transaction that links must call this first, before `members.hold`, because
   * the call waits for imports that are being written.
   */
  hold(): Promise<void>;
  /**
   * Finds these users, no two of whom are the same, and resolves to their ids in their order. The first of these that
   * exists is the user:
   * - the member who is a person, or the external user, with the id `known_as`;
   * - the external user of that name and source, or of a source that belongs to one user, whatever the name;
   * - the member who joined with that address.
   *
   * If an external user is linked, the result is the person. Must create an external user for everybody else. Must
   * prevent every other transaction from changing any of this until the caller's transaction ends.
   */
  identify(users: readonly UserToIdentify[], change: Change): Promise<readonly Id[]>;
  /** Must link an external user who is not linked yet. Call it after `hold`. */
  link(link: ExternalLink, change: Change): Promise<void>;
  /**
   * Must assign an address, given as its `email_key`, to this person for imports into the organization, unless it
   * belongs to another person already, and must link every external user whose name is that address. Resolves to the
   * ids of those external users. Call it after `hold`.
   */
  join(member: { readonly user_id: Id; readonly email_key: string }, change: Change): Promise<readonly Id[]>;
  /**
   * Lists the projects of the organization, deleted ones included, in which answers of the external user were imported.
   */
  projectsOf(id: Id): Promise<readonly Id[]>;
  /** Counts what moving all answers of the external user in one project would move. */
  countToMove(projectId: Id, link: ExternalLink): Promise<MovedAnswers>;
  /**
   * Must assign answers of a linked external user in one project to the person, at most one fewer than there are event
   * ids, within the caller's transaction. This includes their counters, the states and places of their items, the
   * totals of the link, one `goldset.task.released` event for each task that it releases, and one
   * `goldset.annotations.moved` event.
   *
   * If both answered an item, one answer stays: the answer to a task, or else the newer value, or the person's if both
   * are equally old. The revisions of the other answer, its current value as the last of them, are appended to those of
   * the answer that stays. Then the value that stays is repeated as the last revision. This does not make it newer: the
   * moment at which it was given is kept.
   */
  moveAnswers(projectId: Id, link: ExternalLink, change: Change, eventIds: readonly Id[]): Promise<MovedChunk>;
  /**
   * Must mark the link as complete if no answer is left in any project. Resolves to the totals, or to `undefined` if an
   * answer is left or the link was complete before.
   */
  finish(id: Id, at: Timestamp): Promise<MovedAnswers | undefined>;
  /**
   * Lists some external users of any organization whose key is `''`. An upgrade created them and could not compute the
   * key.
   */
  listUnkeyed(): Promise<readonly UnkeyedName[]>;
  /**
   * Must set the key of an external user whose key is `''`, and link them, if they are not linked yet, to the member
   * who joined with that address. Resolves to the id of that person, or to `null`. Call it after `hold`.
   */
  setKey(id: Id, email_key: string | null, at: Timestamp): Promise<Id | null>;
  /**
   * Lists some links of any organization whose answers have not all been moved, in an order that continues after
   * `after`.
   */
  listUnfinished(after: Id | null): Promise<readonly UnfinishedLink[]>;
}
