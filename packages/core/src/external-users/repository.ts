import type { Change, Id, Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { ExternalUser, MovedAnswers } from './transports.ts';

/** Which external users a list holds: those who fit all that is given. */
export interface ExternalUserFilter {
  /** What the name holds, as `searchKeyOf` writes it. */
  readonly sought?: string | undefined;
  readonly source?: string | undefined;
}

/** An external user and a person who are to be one, by their ids. */
export interface ExternalLink {
  readonly external_user_id: Id;
  readonly user_id: Id;
}

/** What linking needs to know of the two. */
export interface ExternalToLink {
  /** Who the external user is already; `null` where nobody is linked. */
  readonly linked_to: Id | null;
  /** Whether the other one is a member of the organization and a person. */
  readonly is_person: boolean;
}

/** A link whose answers have not all followed. */
export interface UnfinishedLink extends ExternalLink {
  readonly organization_id: Id;
  readonly linked_by: Id;
}

/** An external user whose name may be an address, and has no key yet. */
export interface UnkeyedName {
  readonly organization_id: Id;
  readonly id: Id;
  readonly name: string;
}

/** What one transaction moved. */
export interface MovedChunk {
  readonly moved: number;
  /** Whether it saw fewer answers than it may move, so that none is left. What it saw may be more than it moved, where a purge came first. */
  readonly isLast: boolean;
}

/** Somebody whom an import names. */
export interface UserToIdentify {
  /** The id of the external user who is made of them, if they are nobody yet. */
  readonly id: Id;
  readonly name: string;
  /** Where the name comes from; `null` where nothing says it. */
  readonly source: string | null;
  /** The key of their address, where they have one. */
  readonly email_key: string | null;
  /** The id by which a member who is a person, or an external user of the organization, is known. */
  readonly known_as: Id | null;
  /** Whether the source is that of one user alone, who may be called otherwise by now. */
  readonly is_of_one: boolean;
}

/**
 * The external users of one organization, and which person each of them is. A link is final. From its commit on no answer is
 * written under the name any more, and what was answered under it counts as the person’s for imports and claims, whether it has
 * followed or not.
 */
export interface ExternalUsersRepository {
  /** In id order, in one statement, with what they answered in projects that are not deleted; only those who fit the filter, where there is one. Must neither skip nor repeat one who is there throughout the walk. */
  list(page: PageRequest, filter?: ExternalUserFilter): Promise<Page<ExternalUser>>;
  /** Resolves to `undefined` when the organization has no such external user. */
  find(id: Id): Promise<ExternalUser | undefined>;
  /** Resolves to `undefined` when the organization has no such external user. */
  findToLink(link: ExternalLink): Promise<ExternalToLink | undefined>;
  /** Must keep every other transaction from linking, and every import from writing answers by names that it looked up before, until this one ends. The first call of a transaction that links, before `members.hold`, since it waits for imports that are being written. */
  hold(): Promise<void>;
  /**
   * Who these are, in their order, no two of whom are the same: a member who is a person, or an external user, by the id; or else the external user of that name and source, or of a source that is of one alone whatever their name; or else who
   * joined with that address; an external user who is linked is the person. Must make an external user of everybody else, and must keep every other transaction from
   * changing any of that until this one, which is the caller’s, ends.
   */
  identify(users: readonly UserToIdentify[], change: Change): Promise<readonly Id[]>;
  /** Must link an external user who is nobody yet. To be called after `hold`. */
  link(link: ExternalLink, change: Change): Promise<void>;
  /**
   * Must make an address, by its key, the one by which imports into the organization mean this person, unless it is another
   * one’s already, and link every external user of that name; says which these were. To be called after `hold`.
   */
  join(member: { readonly user_id: Id; readonly email_key: string }, change: Change): Promise<readonly Id[]>;
  /** The projects of the organization, deleted ones too, in which answers of the external user were imported. */
  projectsOf(id: Id): Promise<readonly Id[]>;
  /** What moving all answers of the external user in one project would move. */
  countToMove(projectId: Id, link: ExternalLink): Promise<MovedAnswers>;
  /**
   * Must make answers of a linked external user in one project the person’s: as many as there are event ids but one, in one transaction,
   * which is the caller’s, with their counters, their items’ states and places, the totals of the link, a `goldset.task.released` for each
   * task it releases, and one `goldset.annotations.moved`. Where both answered an item, the answer to a task stays, or else the newer
   * value, that of the person where they are equally old; the revisions of the other one, its present value the last of them, are
   * appended to its own, and the value that stays is repeated as the last revision, which makes it no newer: when it was given is kept.
   */
  moveAnswers(projectId: Id, link: ExternalLink, change: Change, eventIds: readonly Id[]): Promise<MovedChunk>;
  /** Must note that every answer has followed, if none is left in any project; the totals, or `undefined` where one is left or it was noted before. */
  finish(id: Id, at: Timestamp): Promise<MovedAnswers | undefined>;
  /** Some external users, of whichever organization, whose key is `''`: an upgrade made them, and could not work it out. */
  listUnkeyed(): Promise<readonly UnkeyedName[]>;
  /**
   * Must set the key of an external user whose key is `''`, and link them, if they are nobody yet, to who joined with that address;
   * says who that is, or `null`. To be called after `hold`.
   */
  setKey(id: Id, email_key: string | null, at: Timestamp): Promise<Id | null>;
  /** Some links, of whichever organization, whose answers have not all followed, in an order that goes on behind `after`. */
  listUnfinished(after: Id | null): Promise<readonly UnfinishedLink[]>;
}
