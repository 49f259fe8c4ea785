import type { Result } from './result.ts';

/** Hands out the repositories of a scope. A service function names those that it needs, and sees no others. */
export interface UnitOfWork<Scope, Repositories> {
  /**
   * The repositories of a scope, for reads and for methods whose whole effect is one statement: each call is atomic by itself.
   * Where the scope has `once`, the methods that say so keep their answer in that statement; where an answer is there
   * already they must leave no trace and reject with a `keyFault`.
   */
  within(scope: Scope): Repositories;
  /**
   * Runs `work` atomically. Commits if and only if `work` resolves to an ok result; an error result or a rejection must
   * leave no trace. `work` may be run again when the database asks for it, so it must touch nothing but the repositories
   * it is handed, which must not be used after it settles.
   *
   * Where the scope has `once`, what an ok result carries is kept in the same transaction (`answerToKeep`), whatever the
   * result is; where an answer is there already, the transaction must leave no trace and reject with a `keyFault`: `kept`
   * once the other one is committed, or `in_flight` when it is not after `IN_FLIGHT_MILLISECONDS`.
   */
  transact<R extends Result<unknown, unknown>>(
    scope: Scope,
    work: (repositories: Repositories) => Promise<R>,
  ): Promise<R>;
}
