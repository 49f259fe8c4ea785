import { operationsOf } from '../access/index.ts';
import { claimTasks } from './claim-tasks.ts';
import { getTask } from './get-task.ts';
import { releaseTask, skipTask } from './give-back-task.ts';
import { importSkips } from './import-skips.ts';
import { listTasks } from './list-tasks.ts';
import { renewTask } from './renew-task.ts';
import { submitTask } from './submit-task.ts';

/** The operations of tasks. */
export const taskOperations = operationsOf({
  claimTasks,
  listTasks,
  getTask,
  renewTask,
  releaseTask,
  skipTask,
  submitTask,
  importSkips,
});
