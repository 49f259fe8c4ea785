import type { Result, Store } from '@goldset/core';
import type { NewEvent, Repositories, Scope } from '@goldset/core/adapter';
import { isRetryable } from './sql/errors.ts';
import { keyFaultOr, runOnce } from './sql/idempotency.ts';
import { purgeOn } from './bulk/purge.ts';
import type { Pool } from './connections/pool.ts';
import { accessOn } from './repositories/access.ts';
import { annotationUisOn } from './repositories/annotation-uis.ts';
import { annotationsOn } from './repositories/annotations.ts';
import { exportOn } from './repositories/export.ts';
import { externalUsersOn } from './repositories/external-users.ts';
import { guidelinesOn } from './repositories/guidelines.ts';
import { idempotencyOn } from './repositories/idempotency.ts';
import { inboxOn } from './repositories/inbox.ts';
import { invitationsOn } from './repositories/invitations.ts';
import { itemsOn } from './repositories/items.ts';
import { membersOn } from './repositories/members.ts';
import { organizationsOn } from './repositories/organizations.ts';
import { appendEvents, appendEventsAndKeep } from './repositories/outbox.ts';
import { predictionsOn } from './repositories/predictions.ts';
import { progressOn } from './repositories/progress.ts';
import { projectsOn } from './repositories/projects.ts';
import { rateLimitsOn } from './repositories/rate-limits.ts';
import { roleBindingsOn } from './repositories/role-bindings.ts';
import { serviceAccountsOn } from './repositories/service-accounts.ts';
import { tasksOn } from './repositories/tasks.ts';
import { tokensOn } from './repositories/tokens.ts';
import { usersOn } from './repositories/users.ts';
import { waitingOn } from './repositories/waiting.ts';
import type { Run } from './sql/statement.ts';

type Append = (events: readonly NewEvent[]) => Promise<void>;

const repositoriesOn = (run: Run, scope: Scope, append: Append, runInOrder = run): Repositories => ({
  users: usersOn(run),
  tokens: tokensOn(run),
  organizations: organizationsOn(run, scope),
  members: membersOn(run, scope),
  invitations: invitationsOn(run, scope),
  roleBindings: roleBindingsOn(run, scope),
  serviceAccounts: serviceAccountsOn(run, scope),
  externalUsers: externalUsersOn(run, scope),
  projects: projectsOn(run, scope),
  annotationUis: annotationUisOn(run, scope),
  guidelines: guidelinesOn(run, scope),
  items: itemsOn(run, scope, runInOrder),
  tasks: tasksOn(run, scope),
  annotations: annotationsOn(run, scope),
  predictions: predictionsOn(run, scope),
  inbox: inboxOn(run, scope),
  progress: progressOn(run, scope),
  export: exportOn(run, scope),
  outbox: { append: (...events) => append(events) },
});

// Thrown through the driver's transaction so that it rolls back; caught again in `transact`.
class Rollback extends Error {
  readonly result: Result<unknown, unknown>;

  constructor(result: Result<unknown, unknown>) {
    super('rolled back');
    this.result = result;
  }
}

// PostgreSQL undoes only one of the transactions that wait for each other, so one of them succeeds each time.
const ATTEMPTS = 100;

/** Runs `work` again each time PostgreSQL undoes it in favour of another transaction. */
export const untilSettled = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
    }
  }
};

/**
 * Creates a store on PostgreSQL. After a serialization failure or a deadlock it runs the work again; callers do not see
 * these errors. It calls `onEvents` after each commit that may have written events; `onEvents` must return at once.
 */
export const createPostgresStore = (pool: Pool, onEvents: () => void = () => undefined): Store => {
  const settling =
    (run: Run): Run =>
    async (statement, parameters) => {
      const rows = await untilSettled(() => run(statement, parameters));
      if (statement.writesEvents) onEvents();
      return rows;
    };
  const runAgain = settling(pool.run);
  const within = (scope: Scope): Repositories => {
    const runScoped = scope.once === undefined ? runAgain : runOnce(runAgain);
    return repositoriesOn(
      runScoped,
      scope,
      (events) => appendEvents(runAgain, scope, events),
      settling(pool.inOrder()),
    );
  };
  const transact = async <R extends Result<unknown, unknown>>(
    { once, ...scope }: Scope,
    work: (repositories: Repositories) => Promise<R>,
  ): Promise<R> => {
    try {
      const result = await untilSettled(() =>
        pool.transaction(async (runHere) => {
          const events: NewEvent[] = [];
          const settled = await work(repositoriesOn(runHere, scope, async (appended) => void events.push(...appended)));
          if (!settled.ok) throw new Rollback(settled);
          await (once === undefined
            ? appendEvents(runHere, scope, events)
            : appendEventsAndKeep(runHere, scope, events, once, settled.value));
          return settled;
        }),
      );
      onEvents();
      return result as R;
    } catch (error) {
      if (error instanceof Rollback) return error.result as R;
      throw once === undefined ? error : keyFaultOr(error);
    }
  };
  return {
    access: accessOn(runAgain),
    idempotency: idempotencyOn(runAgain),
    rateLimits: rateLimitsOn(runAgain),
    waiting: waitingOn(runAgain),
    within,
    purge: purgeOn(runAgain),
    transact,
  };
};
