import { ok } from '../kernel/index.ts';
import type { AskForRoom, EventTime, Id, Ok, Once, Result, UnitOfWork } from '../kernel/index.ts';
import type { Authority } from './authority.ts';
import type { Caller } from './caller.ts';

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
export const atOnce = <Repositories, R extends Result<unknown, unknown>>(
  store: UnitOfWork<Scope, Repositories>,
  scope: Scope,
  work: (repositories: Repositories) => Promise<R>,
): Promise<R> => (scope.once === undefined ? work(store.within(scope)) : store.transact(scope, work));

/** Answers what is there already; where the request is to take effect once, this answer is kept as well, so that it stays the same whatever is changed later. */
export const answerAsItIs = async <T>(store: UnitOfWork<Scope, unknown>, scope: Scope, value: T): Promise<Ok<T>> =>
  scope.once === undefined ? ok(value) : store.transact(scope, async () => ok(value));
