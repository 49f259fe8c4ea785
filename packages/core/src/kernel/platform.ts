import type { Id, Timestamp } from './id.ts';

/** Makes and hashes the secrets of tokens. */
export interface Secrets {
  /** A new secret of 256 random bits, as printable ASCII without spaces. */
  generate(): string;
  /** SHA-256 of a secret, in lower-case hexadecimal digits. */
  hash(secret: string): string;
}

/** The stored part of a secret: its first 8 characters, to recognise it by, and its hash. */
export const keptOf = (
  { hash }: Secrets,
  secret: string,
): { readonly prefix: string; readonly secret_hash: string } => ({
  prefix: secret.slice(0, 8),
  secret_hash: hash(secret),
});

/**
 * The two conversions of UTS 46, without transitional processing, for a whole domain name. Both return an empty text
 * for an invalid domain. `domainToASCII` and `domainToUnicode` of `node:url` are such functions.
 */
export interface DomainNames {
  readonly toAscii: (domain: string) => string;
  readonly toUnicode: (domain: string) => string;
}

/** What the core needs from the platform on which it runs. */
export interface Platform {
  readonly now: () => Date;
  /** A new UUIDv7; later ones must sort after earlier ones. */
  readonly newId: () => Id;
  readonly secrets: Secrets;
  /** Converts domain names to ASCII, so that e-mail addresses can be compared. */
  readonly domains: DomainNames;
  /** How many days deleted data can be restored; default 30. With 0 it cannot be restored. */
  readonly restoreDays?: number | undefined;
}

/** The default number of days in which deleted data can be restored. */
export const RESTORE_DAYS = 30;

const DAY = 86_400_000;

/** Data that was deleted after this moment can be restored. */
export const restorableSince = ({
  now,
  restoreDays = RESTORE_DAYS,
}: Pick<Platform, 'now' | 'restoreDays'>): Timestamp => new Date(now().getTime() - restoreDays * DAY).toISOString();
