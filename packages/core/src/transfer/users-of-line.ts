import type { NamedUser } from '../annotations/index.ts';
import { isId } from '../kernel/index.ts';
import type { DomainNames, Id } from '../kernel/index.ts';
import { emailKeyOf } from '../users/index.ts';
import type { ImportedUser, ImportItem } from './transports.ts';

/** Somebody whom a line names, and where an export says who that is. */
export interface UserToFind extends NamedUser {
  /** The id that a person, or an external user, of the organization has; `null` for who is neither for sure. */
  readonly known_as: Id | null;
  /** Whether the source is that of one user alone, who may be called otherwise by now. */
  readonly is_of_one: boolean;
}

const OF_ONE = 'goldset:';

/** The name of a source that no other one has: that of the user of one id elsewhere. */
const sourceOf = (id: Id): string => OF_ONE + id;

/** The id that the name of such a source is made of. */
const idIn = (source: string | null): Id | undefined =>
  source?.startsWith(OF_ONE) === true && isId(source.slice(OF_ONE.length)) ? source.slice(OF_ONE.length) : undefined;

/**
 * Whom a line means. Who is not known becomes an external user: of the source that the line names, or else, so that two of one name stay two, of
 * one that is made of the id. Such a source leads back to the user whom it was made of. Only an address that is said to be one counts as an address,
 * and the name of an external user, which an import chose.
 */
export const userToFind = (
  { id, name, email, kind = email === undefined ? 'external' : 'person', source }: ImportedUser,
  domains: DomainNames,
): UserToFind => {
  const isExternal = kind === 'external';
  const from = isExternal && source !== undefined ? source : id === undefined ? (email ?? null) : sourceOf(id);
  const address = isExternal ? name : email;
  const made = idIn(from);
  return {
    ...{ name, source: from, is_of_one: made !== undefined },
    email_key: address === undefined ? null : emailKeyOf(address, domains),
    known_as: kind === 'service' ? null : isExternal ? (made ?? id ?? null) : (id ?? null),
  };
};

/** What tells the users of a batch apart. */
export const keyOfUser = ({ name, source, email_key, known_as, is_of_one }: UserToFind): string =>
  JSON.stringify(is_of_one ? [source, known_as] : [source, known_as, name, email_key]);

/** Everybody whom a line names. */
export const usersOfLine = ({ annotations = [], skips = [], requeued }: ImportItem): readonly ImportedUser[] => [
  ...annotations.flatMap(({ annotator, revisions = [] }) => [
    annotator,
    ...revisions.flatMap(({ author }) => author ?? []),
  ]),
  ...skips.map(({ annotator }) => annotator),
  ...(requeued === undefined ? [] : [requeued.by]),
];
