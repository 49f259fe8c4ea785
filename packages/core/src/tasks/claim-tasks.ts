import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id, NotReady } from '../kernel/index.ts';
import type { ClaimChoice, TasksRepository } from './repository.ts';
import { placeOf, secondsUntil } from './task.ts';
import type { Claim, ClaimTasks as Request } from './transports.ts';

/** A request for tasks, and the project in which to claim them. */
export interface ClaimTasksInput extends Request {
  readonly project_id: Id;
}

/**
 * Claims up to `count` tasks for the caller, or says why there is none. If the request names an item that does not
 * exist, the error is `not_found`.
 */
export type ClaimTasks = UseCase<ClaimTasksInput, Claim, NotReady | NotFound>;

const empty = { tasks: [], guidelines: [], annotation_uis: [] } as const;

/** Claims tasks. */
export const claimTasks = defineOperation({
  name: 'claimTasks',
  permission: 'task:claim',
  effect: 'writes',
  onArchived: 'serves',
  target: 'project',
  run:
    (deps: Needs<{ tasks: TasksRepository }>): ClaimTasks =>
    async (caller, { count, strategy = 'queue', item_id }) => {
      const change = changeBy(deps, caller);
      const { tasks } = deps.store.within(scopeOf(caller));
      const ids = Array.from({ length: count * 3 }, () => deps.newId());
      const choice: ClaimChoice =
        item_id !== undefined
          ? { by: 'item', item_id }
          : strategy === 'random'
            ? { by: 'random', place: placeOf(deps.newId()) }
            : { by: 'queue' };
      const claimed = await tasks.claim({ change, task_ids: ids.slice(0, count), event_ids: ids.slice(count), choice });
      if (claimed !== undefined) return ok(claimed);
      const why =
        item_id === undefined
          ? await tasks.whyEmpty(caller.user_id, change.at)
          : await tasks.whyItemEmpty(item_id, caller.user_id, change.at);
      if (why.reason === 'not_found') return err({ code: 'not_found' });
      if (why.reason === 'not_ready')
        return err({ code: 'not_ready', detail: 'This project has no guideline yet; publish one, then claim.' });
      if (why.reason !== 'leased') return ok({ ...empty, reason: why.reason, retry_after: null });
      return ok({
        ...empty,
        reason: why.reason,
        retry_after: why.lease_ends_at === null ? 1 : secondsUntil(why.lease_ends_at, change.at),
      });
    },
});
