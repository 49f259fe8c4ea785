import type { AccessRepository, Authority, Caller, RoleBindingsRepository } from './access/index.ts';
import type { AnnotationUisRepository } from './annotation-uis/index.ts';
import type { AnnotationsRepository } from './annotations/index.ts';
import type { DomainEvent } from './events.ts';
import type { ExternalUsersRepository } from './external-users/index.ts';
import type { ExportRepository } from './export/index.ts';
import type { GuidelinesRepository } from './guidelines/index.ts';
import type { RateLimitsRepository } from './limits/index.ts';
import type { InvitationsRepository } from './invitations/index.ts';
import type { InboxRepository } from './imports/index.ts';
import type { ItemsRepository } from './items/index.ts';
import { ok } from './kernel/index.ts';
import type { AskForRoom, EventTime, Id, KeptAnswer, Ok, Once, OncePlace, Result, Timestamp } from './kernel/index.ts';
import type { MembersRepository, OrganizationsRepository } from './organizations/index.ts';
import type { PredictionsRepository } from './predictions/index.ts';
import type { ProgressRepository } from './progress/index.ts';
import type { ProjectsRepository } from './projects/index.ts';
import type { ServiceAccountsRepository } from './service-accounts/index.ts';
import type { TasksRepository } from './tasks/index.ts';
import type { TokensRepository } from './tokens/index.ts';
import type { UsersRepository } from './users/index.ts';
import type { WaitingMessagesRepository } from './waiting/index.ts';

/** Whose rows a repository sees: those of one project, of one organization, or (both `null`) what stands above them. */
export interface Scope {
  readonly organization_id: Id | null;
  readonly project_id: Id | null;
  /** The request that is to take effect once. What writes in this scope keeps its answer with its effect, or does nothing. */
  readonly once?: Once | undefined;
  /**
   * When the event was made that asks for a change. The methods that change one thing must refuse it with an `olderFault`, and leave no trace, where
   * the thing was changed as of a later moment; else they keep it as when the thing became what it is. Where the change names the revisions that
   * it is to be made of, these alone decide.
   */
  readonly event_time?: EventTime | undefined;
  /** Under which authority work of many statements goes on. The methods that say so ask for it in each statement; without one, what the store is asked for is allowed. */
  readonly under?: Authority | undefined;
  /** Must be called, and waited for, before a heavy answer is read: one of more than `LIGHT_ANSWER_BYTES`. Without it nobody waits. */
  readonly room?: AskForRoom | undefined;
}

/** The scope of what a caller was read for, and of what they ask to be done once. */
export const scopeOf = ({ organization_id, target, once, room, event_time }: Caller): Scope => ({
  organization_id,
  project_id: target.type === 'project' ? target.id : null,
  ...(once && { once }),
  ...(room && { room }),
  ...(event_time === undefined ? {} : { event_time }),
});

/** Runs what is one writing statement, by itself; where it is to take effect once, in a transaction that keeps its answer. */
export const atOnce = <R extends Result<unknown, unknown>>(store: Store, scope: Scope, work: (repositories: Repositories) => Promise<R>): Promise<R> =>
  scope.once === undefined ? work(store.within(scope)) : store.transact(scope, work);

/** Answers what is there already; where the request is to take effect once, this answer is kept as well, so that it stays the same whatever is changed later. */
export const answerAsItIs = async <T>(store: Store, scope: Scope, value: T): Promise<Ok<T>> => (scope.once === undefined ? ok(value) : store.transact(scope, async () => ok(value)));

/** Keeps the events of a transaction until they are published. */
export interface OutboxRepository {
  /** Must store the events, in their order, if and only if the transaction commits. All that a transaction appends is written at its end, in one statement. */
  append(...events: readonly DomainEvent[]): Promise<void>;
}

/** The answers that were kept for requests with a key, of all projects and organizations. */
export interface IdempotencyRepository {
  /** Resolves to `undefined` when nothing is kept there. An answer counts until it is removed, also one that has expired. */
  find(place: OncePlace): Promise<KeptAnswer | undefined>;
  /** Must remove at most `limit` of the answers, and of the notes of events (`InboxRepository`), that have expired at `at`, and resolve to how many these were: fewer than `limit` when none is left. */
  removeExpiredKeys(at: Timestamp, limit: number): Promise<number>;
}

/** The repositories of one scope. None of them sees a row outside it, and none costs a hidden query. */
export interface Repositories {
  readonly users: UsersRepository;
  readonly tokens: TokensRepository;
  readonly organizations: OrganizationsRepository;
  readonly members: MembersRepository;
  readonly invitations: InvitationsRepository;
  readonly roleBindings: RoleBindingsRepository;
  readonly serviceAccounts: ServiceAccountsRepository;
  readonly externalUsers: ExternalUsersRepository;
  readonly projects: ProjectsRepository;
  readonly annotationUis: AnnotationUisRepository;
  readonly guidelines: GuidelinesRepository;
  readonly items: ItemsRepository;
  readonly tasks: TasksRepository;
  readonly annotations: AnnotationsRepository;
  readonly predictions: PredictionsRepository;
  readonly inbox: InboxRepository;
  readonly progress: ProgressRepository;
  readonly export: ExportRepository;
  readonly outbox: OutboxRepository;
}

/** Where Goldset keeps its state. */
export interface Store {
  /** Reads who a caller is. */
  readonly access: AccessRepository;
  readonly idempotency: IdempotencyRepository;
  readonly rateLimits: RateLimitsRepository;
  readonly waiting: WaitingMessagesRepository;
  /**
   * The repositories of a scope, for reads and for methods whose whole effect is one statement: each call is atomic by itself.
   * Where the scope has `once`, the methods that say so keep their answer in that statement; where an answer is there
   * already they must leave no trace and reject with a `keyFault`.
   */
  within(scope: Scope): Repositories;
  /**
   * Must remove, for good, what was deleted at or before a moment, with all that is in it: what is inside first, at most
   * 1,000 rows in each statement, every statement by itself. Yields how many rows each removed. Whoever stops reading
   * leaves the rest for the next time; several may do it at once. Events stay.
   */
  purge(before: Timestamp): AsyncIterable<number>;
  /**
   * Runs `work` atomically. Commits if and only if `work` resolves to an ok result; an error result or a rejection must
   * leave no trace. `work` may be run again when the database asks for it, so it must touch nothing but the repositories
   * it is handed, which must not be used after it settles.
   *
   * Where the scope has `once`, what an ok result carries is kept in the same transaction (`answerToKeep`), whatever the
   * result is; where an answer is there already, the transaction must leave no trace and reject with a `keyFault`: `kept`
   * once the other one is committed, or `in_flight` when it is not after `IN_FLIGHT_MILLISECONDS`.
   */
  transact<R extends Result<unknown, unknown>>(scope: Scope, work: (repositories: Repositories) => Promise<R>): Promise<R>;
}
