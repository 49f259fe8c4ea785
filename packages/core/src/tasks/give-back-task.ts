import { answerAsItIs, changeBy, defineOperation, forbidden, scopeOf } from '../access/index.ts';
import type { Caller, Forbidden, Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id, Result } from '../kernel/index.ts';
import type { AlreadySubmitted, LeaseLost } from './errors.ts';
import { readableTasks } from './readable-tasks.ts';
import type { TasksRepository } from './repository.ts';
import { refusalOf } from './task.ts';
import type { SkipTask as SkipRequest, Task } from './transports.ts';

type Errors = NotFound | Forbidden | LeaseLost | AlreadySubmitted;
type Outcome = Parameters<TasksRepository['giveBack']>[1];

/**
 * Gives back the place of a claimed task, so that any annotator may take it, the same one included. Repeating this
 * returns the same task.
 */
export type ReleaseTask = UseCase<{ readonly project_id: Id; readonly task_id: Id }, Task, Errors>;

/**
 * Gives back the place of a claimed task for other annotators; this annotator is not offered the item again. Repeating
 * this returns the same task.
 */
export type SkipTask = UseCase<{ readonly project_id: Id; readonly task_id: Id } & SkipRequest, Task, Errors>;

const giveBack = async (
  deps: Needs<{ tasks: TasksRepository }>,
  caller: Caller,
  taskId: Id,
  as: Outcome,
): Promise<Result<Task, Errors>> => {
  const scope = scopeOf(caller);
  const { tasks } = deps.store.within(scope);
  const releasesAny = caller.permissions.has('task:release_any');
  const of = { task_id: taskId, annotator_id: releasesAny ? null : caller.user_id };
  const change = changeBy(deps, caller);
  const given = await tasks.giveBack(of, as, change, deps.newId());
  if (given !== undefined) return ok(given);
  const task = await tasks.find(releasesAny ? of : { task_id: taskId, ...readableTasks(caller) }, change.at);
  if (task === undefined) return err({ code: 'not_found' });
  if (!releasesAny && task.annotator.id !== caller.user_id) return err(forbidden(caller, 'task:release_any'));
  if (task.state === as.state) return answerAsItIs(deps.store, scope, task);
  return err(refusalOf(task.state));
};

/** Releases a task of the caller, or of any annotator if the caller may release any task. */
export const releaseTask = defineOperation({
  name: 'releaseTask',
  permission: 'task:release',
  effect: 'writes',
  onArchived: 'serves',
  target: 'project',
  run:
    (deps: Needs<{ tasks: TasksRepository }>): ReleaseTask =>
    (caller, { task_id }) =>
      giveBack(deps, caller, task_id, { state: 'released' }),
});

/** Skips a task of the caller, or of any annotator if the caller may release any task. */
export const skipTask = defineOperation({
  name: 'skipTask',
  permission: 'task:skip',
  effect: 'writes',
  onArchived: 'serves',
  target: 'project',
  run:
    (deps: Needs<{ tasks: TasksRepository }>): SkipTask =>
    (caller, { task_id, reason }) =>
      giveBack(deps, caller, task_id, { state: 'skipped', reason: reason ?? null }),
});
