import type { CompactUser } from '../access/index.ts';
import type { Conditional, Id, Page, PageRequest, Timestamp, Update } from '../kernel/index.ts';
import type { EmailAddress } from './email-address.ts';
import type { Me, UpdateMe, User } from './transports.ts';

/**
 * Selects people: those of all organizations of which a user is a member, or of the named organization, if the user is
 * a member of it.
 */
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

/** An update of a person: sets the named fields, if the person is at one of the revisions in `if_revision`. */
export interface UserUpdate extends Conditional {
  readonly id: Id;
  readonly changes: UpdateMe;
  readonly at: Timestamp;
}

/** The users of the installation. Users do not belong to an organization. */
export interface UsersRepository {
  /**
   * Must store the person as the installation's first, with a verified address, if and only if there is no user yet.
   * This must hold also if several calls run at the same time. Resolves to whether it stored the person.
   */
  addFirst(person: NewPerson): Promise<boolean>;
  /**
   * Must store a person if and only if nobody has the e-mail address yet, compared by its `email_key`. This must hold
   * also if several calls run at the same time. Resolves to whether it stored the person.
   */
  addPerson(person: NewPerson): Promise<boolean>;
  /** Finds the person with an e-mail address, given as its `email_key`. */
  findByEmail(emailKey: string): Promise<CompactUser | undefined>;
  /**
   * Like `findByEmail`. Must also prevent every other transaction from creating a token of that person until this one
   * ends, so that the person has no tokens except those that they have then.
   */
  holdByEmail(emailKey: string): Promise<CompactUser | undefined>;
  /**
   * Must set the fields that the update names, in one statement that also compares the revision: of two updates from
   * one revision, one is stale. The revision rises by one if a value really changes.
   */
  update(update: UserUpdate): Promise<Update<Me>>;
  /**
   * Must mark the person's address as verified, which raises the revision. Resolves to the new revision, or to
   * `undefined` if the address was verified already.
   */
  verifyEmail(id: Id, at: Timestamp): Promise<number | undefined>;
  /** Resolves to `undefined` if there is no such user. */
  find(id: Id): Promise<Me | undefined>;
  /**
   * Lists, in id order and in one statement, each of these people once. With `sought`, lists only those whose name
   * contains this text; `searchKeyOf` writes it. Must neither skip nor repeat a person who is in the selection
   * throughout the walk.
   */
  listKnown(of: Acquaintance, page: PageRequest, sought?: string | null): Promise<Page<CompactUser>>;
  /** Resolves to `undefined` if there is no such person, or they are not in the selection. */
  findKnown(of: Acquaintance, id: Id): Promise<User | undefined>;
}
