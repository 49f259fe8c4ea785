import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, UseCase } from '../access/index.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import type { TasksRepository } from './repository.ts';
import type { Task, TaskFilter } from './transports.ts';

/**
 * Lists the tasks of a project that match the filter: those of the caller, or of all annotators if the caller may read
 * all tasks.
 */
export type ListTasks = UseCase<TaskFilter & { readonly project_id: Id; readonly page: PageRequest }, Page<Task>>;

const NONE: Page<never> = { items: [], next: null, prev: null };

/** Lists tasks. */
export const listTasks = defineOperation({
  name: 'listTasks',
  permission: 'task:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({ store, now }: Needs<{ tasks: TasksRepository }>): ListTasks =>
    async (caller, { state, item_id, annotator_id, page }) => {
      const mayReadAll = caller.permissions.has('task:read_all');
      if (!mayReadAll && annotator_id !== undefined && annotator_id !== caller.user_id) return ok(NONE);
      const whose = mayReadAll ? annotator_id : caller.user_id;
      return ok(
        await store
          .within(scopeOf(caller))
          .tasks.list({ state, item_id, annotator_id: whose }, page, now().toISOString()),
      );
    },
});
