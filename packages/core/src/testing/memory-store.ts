import type { Store } from '../index.ts';
import type { NewEvent, Repositories, Scope } from '../adapter.ts';
import { annotationsOf } from './memory/annotations.ts';
import { exportOf } from './memory/export.ts';
import { externalUsersOf } from './memory/external-users.ts';
import { copied, frozen } from './memory/frozen.ts';
import { idempotencyOf, keep } from './memory/idempotency.ts';
import { inboxOf } from './memory/inbox.ts';
import { invitationsOf } from './memory/invitations.ts';
import { itemsOf, progressOf } from './memory/items.ts';
import { membersOf } from './memory/members.ts';
import { outboxOf, writeEvents } from './memory/outbox.ts';
import { accessOf, organizationsOf, roleBindingsOf, serviceAccountsOf, tokensOf, usersOf } from './memory/people.ts';
import { predictionsOf } from './memory/predictions.ts';
import { annotationUisOf, guidelinesOf, projectsOf } from './memory/projects.ts';
import { purge } from './memory/purge.ts';
import { newRateLimits } from './memory/rate-limits.ts';
import { newState } from './memory/state.ts';
import type { State } from './memory/state.ts';
import { tasksOf } from './memory/tasks.ts';
import { newWaitingMessages } from './memory/waiting.ts';

/** A memory store and its state, for harnesses that need more than the operations offer. */
export interface OpenMemoryStore {
  readonly store: Store;
  readonly state: State;
}

const repositoriesOf = (
  state: State,
  scope: Scope,
  append = (events: readonly NewEvent[]): void => writeEvents(state, scope, events),
): Repositories => ({
  users: usersOf(state),
  tokens: tokensOf(state),
  organizations: organizationsOf(state, scope),
  members: membersOf(state, scope),
  invitations: invitationsOf(state, scope),
  roleBindings: roleBindingsOf(state, scope),
  serviceAccounts: serviceAccountsOf(state, scope),
  externalUsers: externalUsersOf(state, scope),
  projects: projectsOf(state, scope),
  annotationUis: annotationUisOf(state, scope),
  guidelines: guidelinesOf(state, scope),
  items: itemsOf(state, scope),
  tasks: tasksOf(state, scope),
  annotations: annotationsOf(state, scope),
  predictions: predictionsOf(state, scope),
  inbox: inboxOf(state, scope),
  progress: progressOf(state, scope),
  export: exportOf(state, scope),
  outbox: outboxOf(append),
});

type Method = (...args: readonly unknown[]) => Promise<unknown>;
type Run = (work: () => Promise<unknown>) => Promise<unknown>;

const mapValues = (record: object, change: (value: never) => unknown): object =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value as never)]));

/** Returns the same repository, with every call run by `run`. Arguments are copied and results are frozen. */
const behind = <Repository extends object>(run: Run, repository: Repository): Repository =>
  mapValues(repository, (method: Method): Method => (...args) => {
    const copies = copied(args);
    return run(async () => frozen(await method(...copies)));
  }) as Repository;

const allBehind = (run: Run, repositories: Repositories): Repositories =>
  mapValues(repositories, (repository: object) => behind(run, repository)) as Repositories;

/** Returns a queue that runs pieces of work one after another, in the order in which they are added. */
const newQueue = (): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
};

/** Creates a memory store together with its state. */
export const openMemoryStore = (): OpenMemoryStore => {
  const state = newState();
  const inTurn = newQueue();
  /** Runs `work`; if it throws, all changes are undone. */
  const orUndone: Run = (work) =>
    inTurn(() =>
      state.tables.undoably(async (putBack) => {
        try {
          return await work();
        } catch (error) {
          putBack();
          throw error;
        }
      }),
    );
  const store: Store = {
    access: behind(inTurn as Run, accessOf(state)),
    idempotency: behind(inTurn as Run, idempotencyOf(state)),
    rateLimits: behind(inTurn as Run, newRateLimits()),
    waiting: behind(
      inTurn as Run,
      newWaitingMessages(
        ({ type, id }) =>
          type === 'installation' ||
          (type === 'project' ? state.projects : state.organizations).get(id)?.deleted_at === null,
      ),
    ),
    purge: async function* (before) {
      const removed = await inTurn(async () => purge(state, before));
      if (removed > 0) yield removed;
    },
    within: (scope) => allBehind(scope.once === undefined ? (inTurn as Run) : orUndone, repositoriesOf(state, scope)),
    transact: ({ once, ...scope }, work) =>
      inTurn(() =>
        state.tables.undoably(async (putBack) => {
          const events: NewEvent[] = [];
          let isOver = false;
          const whileOpen: Run = (call) => {
            if (isOver) throw new Error('This transaction is over.');
            return call();
          };
          try {
            const result = await work(
              allBehind(
                whileOpen,
                repositoriesOf(state, scope, (appended) => void events.push(...appended)),
              ),
            );
            if (result.ok) {
              writeEvents(state, scope, events);
              keep(state, { ...scope, once }, result.value);
            } else putBack();
            return result;
          } catch (error) {
            putBack();
            throw error;
          } finally {
            isOver = true;
          }
        }),
      ),
  };
  return { store, state };
};

/**
 * Creates a store that keeps everything in plain maps and runs one transaction at a time, for tests, examples and
 * experiments.
 */
export const createMemoryStore = (): Store => openMemoryStore().store;
