import { Id, ImportSkip, SkipTask } from '@goldset/core';
import { z } from 'zod';
import { exampleIds, ofProject } from '../fields.ts';
import { command, line } from '../handler.ts';

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
    description:
      'Anybody’s with `task:release_any`, else one of the consumer’s own user. The annotator is not offered the item again.',
    schema: SkipTask.extend({ ...ofProject, task_id: Id }),
    example: { project_id: exampleIds.project, task_id: exampleIds.task, reason: 'not in English' },
  },
  (application, caller, input) => application.skipTask(caller, input),
);

/** `goldset.task.import` */
export const importSkip = line(
  {
    type: 'goldset.task.import',
    operation: 'importSkips',
    topic: 'tasks',
    summary: 'Import that somebody skipped an item elsewhere',
    description: 'Names its item by `external_id` or by `item_id`.',
    schema: ImportSkip,
    example: {
      project_id: exampleIds.project,
      external_id: 'sentence-1',
      annotator: 'w17',
      reason: 'not in English',
      skipped_at: '2026-01-07T09:30:00.000Z',
    },
  },
  (application, caller, input) => application.importSkips(caller, input),
);
