import { Id, SkipTask } from '@goldset/core';
import { z } from 'zod';
import { exampleIds, ofProject } from '../fields.ts';
import { command } from '../handler.ts';

/** `goldset.task.release` */
export const releaseTask = command(
  {
    type: 'goldset.task.release',
    operation: 'releaseTask',
    summary: 'Give the place of a claimed task back',
    description: 'Anybody’s with `task:release_any`, else one of the consumer’s own user.',
    schema: z.strictObject({ ...ofProject, task_id: Id }),
    example: { project_id: exampleIds.project, task_id: exampleIds.task },
  },
  (application, caller, input) => application.releaseTask(caller, input),
);

/** `goldset.task.skip` */
export const skipTask = command(
  {
    type: 'goldset.task.skip',
    operation: 'skipTask',
    summary: 'Give the place of a claimed task back for others',
    description: 'Anybody’s with `task:release_any`, else one of the consumer’s own user. The annotator is not offered the item again.',
    schema: SkipTask.extend({ ...ofProject, task_id: Id }),
    example: { project_id: exampleIds.project, task_id: exampleIds.task, reason: 'not in English' },
  },
  (application, caller, input) => application.skipTask(caller, input),
);
