import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { readableTasks } from './readable-tasks.ts';
import type { TasksRepository } from './repository.ts';
import type { Task } from './transports.ts';

/** Reads one task of the caller, or of any annotator if the caller may read all tasks. */
export type GetTask = UseCase<{ readonly project_id: Id; readonly task_id: Id }, Task, NotFound>;

/** Reads a task. */
export const getTask = defineOperation({
  name: 'getTask',
  permission: 'task:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({ store, now }: Needs<{ tasks: TasksRepository }>): GetTask =>
    async (caller, { task_id }) => {
      const task = await store
        .within(scopeOf(caller))
        .tasks.find({ task_id, ...readableTasks(caller) }, now().toISOString());
      return task === undefined ? err({ code: 'not_found' }) : ok(task);
    },
});
