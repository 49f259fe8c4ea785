import type { NamedUser } from '../annotations/index.ts';
import { isId } from '../kernel/index.ts';
import type { DomainNames, Id } from '../kernel/index.ts';
import { emailKeyOf } from '../users/index.ts';
import type { ImportedUser, ImportItem } from './transports.ts';

/** A user whom a line names, and who that is according to the export. */
export interface UserToFind extends NamedUser {
  /**
   * The id under which a person or an external user of the organization may have this name. `null` if the line gives no
   * id, or means a service account, which is neither.
   */
  readonly known_as: Id | null;
  /** Whether the source belongs to exactly one user, whose name may have changed meanwhile. */
  readonly is_of_one: boolean;
}

const OF_ONE = 'goldset:';

/** A unique name of a source for the user who has this id elsewhere. */
const sourceOf = (id: Id): string => OF_ONE + id;

/** The id in the name of such a source. */
const idIn = (source: string | null): Id | undefined =>
  source?.startsWith(OF_ONE) === true && isId(source.slice(OF_ONE.length)) ? source.slice(OF_ONE.length) : undefined;

/**
 * Finds out whom a line means. An unknown user becomes an external user. Its source is the one that the line names for
 * an external user, or else one made from the id, so that two users of one name stay two; without an id, it is the
 * address. A source made from an id leads back to the user with this id. Only two texts are read as e-mail addresses:
 * `email`, and the name of an external user, which an import chose.
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

/** A text that distinguishes the users of a batch. */
export const keyOfUser = ({ name, source, email_key, known_as, is_of_one }: UserToFind): string =>
  JSON.stringify(is_of_one ? [source, known_as] : [source, known_as, name, email_key]);

/** All users whom a line names. */
export const usersOfLine = ({ annotations = [], skips = [], requeued }: ImportItem): readonly ImportedUser[] => [
  ...annotations.flatMap(({ annotator, revisions = [] }) => [
    annotator,
    ...revisions.flatMap(({ author }) => author ?? []),
  ]),
  ...skips.map(({ annotator }) => annotator),
  ...(requeued === undefined ? [] : [requeued.by]),
];
