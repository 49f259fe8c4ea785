import type { NotFound } from '../access/index.ts';
import { changeBy } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { AlreadySubmitted, LeaseLost } from './errors.ts';
import { refusalOf } from './task.ts';
import type { Task } from './transports.ts';

/** Extends the lease of the caller's task by the project's `lease_seconds` from now. */
export type RenewTask = UseCase<{ readonly project_id: Id; readonly task_id: Id }, Task, NotFound | LeaseLost | AlreadySubmitted>;

/** Renews a task. */
export const renewTask =
  (deps: Dependencies): RenewTask =>
  async (caller, { task_id }) => {
    const { tasks } = deps.store.within(scopeOf(caller));
    const own = { task_id, annotator_id: caller.user_id };
    const renewed = await tasks.renew(own, changeBy(deps, caller), deps.newId());
    if (renewed !== undefined) return ok(renewed);
    const task = await tasks.find(own);
    return task === undefined ? err({ code: 'not_found' }) : err(refusalOf(task.state));
  };
