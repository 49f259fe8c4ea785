import { changeBy } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { NotReady } from '../errors.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import { secondsUntil } from './task.ts';
import type { Claim, ClaimTasks as Request } from './transports.ts';

/** A request for tasks and the project they are claimed in. */
export interface ClaimTasksInput extends Request {
  readonly project_id: Id;
}

/** Hands the caller up to `count` tasks, or says why there is none. */
export type ClaimTasks = UseCase<ClaimTasksInput, Claim, NotReady>;

const empty = { tasks: [], guidelines: [], annotation_uis: [] } as const;

/** Claims tasks. */
export const claimTasks =
  (deps: Dependencies): ClaimTasks =>
  async (caller, { count }) => {
    const change = changeBy(deps, caller);
    const { tasks } = deps.store.within(scopeOf(caller));
    const ids = Array.from({ length: count * 3 }, () => deps.newId());
    const claimed = await tasks.claim({ change, task_ids: ids.slice(0, count), event_ids: ids.slice(count) });
    if (claimed !== undefined) return ok(claimed);
    const why = await tasks.whyEmpty(caller.user_id, change.at);
    if (why.reason === 'not_ready') return err({ code: 'not_ready', detail: 'This project has no guideline yet; publish one, then claim.' });
    if (why.reason !== 'leased') return ok({ ...empty, reason: why.reason, retry_after: null });
    return ok({ ...empty, reason: why.reason, retry_after: why.lease_ends_at === null ? 1 : secondsUntil(why.lease_ends_at, change.at) });
  };
