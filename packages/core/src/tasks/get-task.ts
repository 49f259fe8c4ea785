import type { NotFound } from '../access/index.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import { readableTasks } from './readable-tasks.ts';
import type { Task } from './transports.ts';

/** Reads one task of the caller, or anybody's for those who may read all. */
export type GetTask = UseCase<{ readonly project_id: Id; readonly task_id: Id }, Task, NotFound>;

/** Reads a task. */
export const getTask =
  ({ store, now }: Dependencies): GetTask =>
  async (caller, { task_id }) => {
    const task = await store.within(scopeOf(caller)).tasks.find({ task_id, ...readableTasks(caller) }, now().toISOString());
    return task === undefined ? err({ code: 'not_found' }) : ok(task);
  };
