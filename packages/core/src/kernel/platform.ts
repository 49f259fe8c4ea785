import type { Id, Timestamp } from './id.ts';

/** Makes and hashes the secrets of tokens. */
export interface Secrets {
  /** A new secret of 256 random bits, as printable ASCII without spaces. */
  generate(): string;
  /** SHA-256 of a secret, in lower-case hexadecimal digits. */
  hash(secret: string): string;
}

/** What is kept of a secret: its first characters, to recognise it by, and its hash. */
export const keptOf = (
  { hash }: Secrets,
  secret: string,
): { readonly prefix: string; readonly secret_hash: string } => ({
  prefix: secret.slice(0, 8),
  secret_hash: hash(secret),
});

/**
 * The two directions of UTS 46, without transitional processing, for a whole domain name; both answer an empty text
 * for what is no domain. `domainToASCII` and `domainToUnicode` of `node:url` are such functions.
 */
export interface DomainNames {
  readonly toAscii: (domain: string) => string;
  readonly toUnicode: (domain: string) => string;
}

/** What the core needs of the platform it runs on. */
export interface Platform {
  readonly now: () => Date;
  /** A new UUIDv7; later ones must sort after earlier ones. */
  readonly newId: () => Id;
  readonly secrets: Secrets;
  /** How domain names are written in ASCII, for e-mail addresses to be compared by. */
  readonly domains: DomainNames;
  /** For how many days what was deleted can be restored; default 30. With 0 it cannot. */
  readonly restoreDays?: number | undefined;
}

/** For how many days what was deleted can be restored where nothing else is said. */
export const RESTORE_DAYS = 30;

const DAY = 86_400_000;

/** What was deleted after this moment can be restored. */
export const restorableSince = ({
  now,
  restoreDays = RESTORE_DAYS,
}: Pick<Platform, 'now' | 'restoreDays'>): Timestamp => new Date(now().getTime() - restoreDays * DAY).toISOString();
