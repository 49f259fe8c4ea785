import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Forbidden, Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { onlyItsAnnotator } from './errors.ts';
import type { AlreadySubmitted, LeaseLost } from './errors.ts';
import { readableTasks } from './readable-tasks.ts';
import type { TasksRepository } from './repository.ts';
import { refusalOf } from './task.ts';
import type { Task } from './transports.ts';

/** Extends the lease of the caller's task by the project's `lease_seconds` from now. */
export type RenewTask = UseCase<
  { readonly project_id: Id; readonly task_id: Id },
  Task,
  NotFound | Forbidden | LeaseLost | AlreadySubmitted
>;

/** Renews a task. */
export const renewTask = defineOperation({
  name: 'renewTask',
  permission: 'task:renew',
  effect: 'writes',
  onArchived: 'serves',
  target: 'project',
  run:
    (deps: Needs<{ tasks: TasksRepository }>): RenewTask =>
    async (caller, { task_id }) => {
      const { tasks } = deps.store.within(scopeOf(caller));
      const change = changeBy(deps, caller);
      const renewed = await tasks.renew({ task_id, annotator_id: caller.user_id }, change, deps.newId());
      if (renewed !== undefined) return ok(renewed);
      const task = await tasks.find({ task_id, ...readableTasks(caller) }, change.at);
      if (task === undefined) return err({ code: 'not_found' });
      return err(task.annotator.id === caller.user_id ? refusalOf(task.state) : onlyItsAnnotator);
    },
});
