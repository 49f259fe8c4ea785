import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Task } from './transports.ts';

/** Lists the caller's tasks in a project, or everybody's to those who may read all. */
export type ListTasks = UseCase<{ readonly project_id: Id; readonly page: PageRequest }, Page<Task>>;

/** Lists tasks. */
export const listTasks =
  ({ store }: Dependencies): ListTasks =>
  async (caller, { page }) => {
    const annotator_id = caller.permissions.has('task:read_all') ? null : caller.user_id;
    return ok(await store.within(scopeOf(caller)).tasks.list({ annotator_id }, page));
  };
