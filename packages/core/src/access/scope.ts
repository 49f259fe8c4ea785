import { ok } from '../kernel/index.ts';
import type { AskForRoom, EventTime, Id, Ok, Once, Result, UnitOfWork } from '../kernel/index.ts';
import type { Authority } from './authority.ts';
import type { Caller } from './caller.ts';

/**
 * The rows that a repository sees: those of one project, of one organization, or (if both are `null`) those of the
 * installation.
 */
export interface Scope {
  readonly organization_id: Id | null;
  readonly project_id: Id | null;
  /**
   * The request that takes effect once. A write in this scope stores its response together with its effect, or does
   * nothing.
   */
  readonly once?: Once | undefined;
  /**
   * The time of the event that asks for a change. The methods that change one row must refuse with an `olderFault`, and
   * leave no trace, if the row was changed as of a later moment; otherwise they store this time as the time of the
   * row's state. If the change names the revisions to which it applies, only these decide.
   */
  readonly event_time?: EventTime | undefined;
  /**
   * The authority of work in many statements. The methods that say so check it in each statement; without one,
   * everything is allowed.
   */
  readonly under?: Authority | undefined;
  /**
   * Must be called and awaited before a heavy response is read: one of more than `LIGHT_ANSWER_BYTES`. Without it there
   * is no limit on heavy responses.
   */
  readonly room?: AskForRoom | undefined;
}

/** The scope of a caller: their target, and their idempotency key, event time and slot for heavy responses, if any. */
export const scopeOf = ({ organization_id, target, once, room, event_time }: Caller): Scope => ({
  organization_id,
  project_id: target.type === 'project' ? target.id : null,
  ...(once && { once }),
  ...(room && { room }),
  ...(event_time === undefined ? {} : { event_time }),
});

/**
 * Runs work that is one writing statement: by itself, or, if it takes effect once, in a transaction that stores its
 * response.
 */
export const atOnce = <Repositories, R extends Result<unknown, unknown>>(
  store: UnitOfWork<Scope, Repositories>,
  scope: Scope,
  work: (repositories: Repositories) => Promise<R>,
): Promise<R> => (scope.once === undefined ? work(store.within(scope)) : store.transact(scope, work));

/**
 * Returns a state that needs no change. If the request takes effect once, the response is stored, so that it stays the
 * same whatever is changed later.
 */
export const answerAsItIs = async <T>(store: UnitOfWork<Scope, unknown>, scope: Scope, value: T): Promise<Ok<T>> =>
  scope.once === undefined ? ok(value) : store.transact(scope, async () => ok(value));
