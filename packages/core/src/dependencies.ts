import type { Caller, OrganizationCreationPolicy } from './access/index.ts';
import type { DomainEvent, EventData, EventType } from './events.ts';
import type { Change, Id, Result, Timestamp } from './kernel/index.ts';
import type { Store } from './store.ts';
import type { DomainNames } from './users/index.ts';

/** Makes and hashes the secrets of tokens. */
export interface Secrets {
  /** A new secret of 256 random bits, as printable ASCII without spaces. */
  generate(): string;
  /** SHA-256 of a secret, in lower-case hexadecimal digits. */
  hash(secret: string): string;
}

/** What is kept of a secret: its first characters, to recognise it by, and its hash. */
export const keptOf = ({ hash }: Secrets, secret: string): { readonly prefix: string; readonly secret_hash: string } => ({
  prefix: secret.slice(0, 8),
  secret_hash: hash(secret),
});

/** For how many days what was deleted can be restored where nothing else is said. */
export const RESTORE_DAYS = 30;

const DAY = 86_400_000;

/** What the core needs from outside. */
export interface Dependencies extends OrganizationCreationPolicy {
  readonly store: Store;
  readonly now: () => Date;
  /** A new UUIDv7; later ones must sort after earlier ones. */
  readonly newId: () => Id;
  readonly secrets: Secrets;
  /** How domain names are written in ASCII, for e-mail addresses to be compared by. */
  readonly domains: DomainNames;
  /** For how many days what was deleted can be restored; default 30. With 0 it cannot. */
  readonly restoreDays?: number | undefined;
}

/** What was deleted after this moment can be restored. */
export const restorableSince = ({ now, restoreDays = RESTORE_DAYS }: Pick<Dependencies, 'now' | 'restoreDays'>): Timestamp =>
  new Date(now().getTime() - restoreDays * DAY).toISOString();

/** A service function: what a caller may act on is a returned error, what nobody can act on is thrown. */
export type UseCase<Input, Output, Error = never> = (caller: Caller, input: Input) => Promise<Result<Output, Error>>;

/** The change that a caller makes now. */
export const changeBy = ({ now }: Dependencies, caller: Caller): Change => ({
  at: now().toISOString(),
  by: caller.user_id,
  causation_id: caller.causation_id,
});

/** The event of a change, to be appended to the outbox in the transaction that makes the change. */
export const newEvent = <Type extends EventType>(
  { newId }: Dependencies,
  change: Change,
  type: Type,
  subject: Id,
  data: EventData<Type>,
): DomainEvent<Type> => ({ id: newId(), type, subject, time: change.at, causation_id: change.causation_id, data });
