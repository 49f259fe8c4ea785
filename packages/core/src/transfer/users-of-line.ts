import type { NamedUser } from '../annotations/index.ts';
import { emailKeyOf } from '../users/index.ts';
import type { DomainNames } from '../users/index.ts';
import type { ImportedUser, ImportItem } from './transports.ts';

/** Somebody whom a line names, and where an export says who that is. */
export interface UserToFind extends NamedUser {
  /** The id that a person, or an external user, of the organization has; `null` for who is neither for sure. */
  readonly known_as: string | null;
}

/** The name of a source that no other one has: that of the users of one id elsewhere. */
const sourceOf = (id: string): string => `goldset:${id}`;

/**
 * Whom a line means. Who is not known becomes an external user: of the source that the line names, or else, so that two of one name stay two, of
 * one that is made of the id. Only an address that is said to be one counts as an address, and the name of an external user, which an import chose.
 */
export const userToFind = ({ id, name, kind = 'external', email, source }: ImportedUser, domains: DomainNames): UserToFind => {
  const isExternal = kind === 'external';
  const from = isExternal && source !== undefined ? source : id === undefined ? (email ?? null) : sourceOf(id);
  const address = kind === 'person' ? email : isExternal ? name : undefined;
  return { name, source: from, email_key: address === undefined ? null : emailKeyOf(address, domains), known_as: kind === 'service' ? null : (id ?? null) };
};

/** What tells the users of a batch apart. */
export const keyOfUser = ({ name, source, email_key, known_as }: UserToFind): string => JSON.stringify([name, source, email_key, known_as]);

/** Everybody whom a line names. */
export const usersOfLine = ({ annotations = [], skips = [], requeued }: ImportItem): readonly ImportedUser[] => [
  ...annotations.flatMap(({ annotator, revisions = [] }) => [annotator, ...revisions.flatMap(({ author }) => author ?? [])]),
  ...skips.map(({ annotator }) => annotator),
  ...(requeued === undefined ? [] : [requeued.by]),
];
