import type { CompactUser } from '../access/index.ts';
import type { Conditional, Id, Page, PageRequest, Timestamp, Update } from '../kernel/index.ts';
import type { EmailAddress } from './email-address.ts';
import type { Me, UpdateMe, User } from './transports.ts';

/** Whose acquaintances: the people of all organizations a user is a member of, or of the one that is named, if they are. */
export interface Acquaintance {
  readonly known_to: Id;
  readonly organization_id: Id | null;
}

/** A person to be stored. */
export interface NewPerson extends EmailAddress {
  readonly id: Id;
  readonly name: string;
  readonly created_at: Timestamp;
}

/** An update of a person: the fields named become others, if the person is at one of the revisions. */
export interface UserUpdate extends Conditional {
  readonly id: Id;
  readonly changes: UpdateMe;
  readonly at: Timestamp;
}

/** The users of the installation. Users stand above organizations. */
export interface UsersRepository {
  /** Must store the person, as the installation's first, whose address counts as proved, if and only if there is no user yet, also when several do it at once; says whether it did. */
  addFirst(person: NewPerson): Promise<boolean>;
  /** Must store a person if and only if nobody has the e-mail address, by its key, yet, also when several do it at once; says whether it did. */
  addPerson(person: NewPerson): Promise<boolean>;
  /** The person with an e-mail address, by its key. */
  findByEmail(emailKey: string): Promise<CompactUser | undefined>;
  /**
   * The same, and must keep every other transaction from making a token of that person until this one ends, so that the tokens they then have are
   * all they have.
   */
  holdByEmail(emailKey: string): Promise<CompactUser | undefined>;
  /** Must change the fields that the update names, in one statement that also compares the revision: of two updates from one revision, one is stale. Where a field really changes, the revision is one higher. */
  update(update: UserUpdate): Promise<Update<Me>>;
  /** Must note that the person's address is proved, which raises the revision, unless that is noted; says whether it was not, by the new revision. */
  verifyEmail(id: Id, at: Timestamp): Promise<number | undefined>;
  /** Resolves to `undefined` when there is no such user. */
  find(id: Id): Promise<Me | undefined>;
  /** In id order, in one statement, each person once; only those whose names hold what is sought, as `searchKeyOf` writes it. Must neither skip nor repeat one who is known throughout the walk. */
  listKnown(of: Acquaintance, page: PageRequest, sought?: string | null): Promise<Page<CompactUser>>;
  /** Resolves to `undefined` when there is no such person, or they are not known. */
  findKnown(of: Acquaintance, id: Id): Promise<User | undefined>;
}
