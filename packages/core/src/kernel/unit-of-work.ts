import type { Result } from './result.ts';

/** Provides the repositories of a scope. A service function declares the ones that it needs, and gets no others. */
export interface UnitOfWork<Scope, Repositories> {
  /**
   * Must return the repositories of a scope, for reads and for methods whose whole effect is one statement: each call
   * is atomic by itself. If the scope has `once`, the methods that say so store their response in that statement; if a
   * response is stored already, they must leave no trace and reject with a `keyFault`.
   */
  within(scope: Scope): Repositories;
  /**
   * Runs `work` atomically. Commits if and only if `work` resolves to an ok result; an error result or a rejection must
   * leave no trace. If the database requires a retry, `work` runs again, so it must touch nothing but the repositories
   * that it is given, which must not be used after it settles.
   *
   * If the scope has `once`, the value of an ok result is stored in the same transaction (`answerToKeep`), whatever the
   * value is. If a response is stored already, the transaction must leave no trace and reject with a `keyFault`: `kept`
   * once the other transaction is committed, or `in_flight` if it has not ended after `IN_FLIGHT_MILLISECONDS`.
   */
  transact<R extends Result<unknown, unknown>>(
    scope: Scope,
    work: (repositories: Repositories) => Promise<R>,
  ): Promise<R>;
}
