import { Id, ImportItem, RequeueItem, UpdateItem } from '@goldset/core';
import { z } from 'zod';
import { conditional, exampleIds, ofProject } from '../fields.ts';
import { command, line } from '../handler.ts';

/** `goldset.item.import` */
export const importItem = line(
  {
    type: 'goldset.item.import',
    operation: 'importItems',
    topic: 'items',
    summary: 'Import an item',
    description:
      'As it is new, or as an export has it, with its answers, predictions and skips: all of it is written, or nothing.',
    schema: ImportItem,
    example: { project_id: exampleIds.project, external_id: 'sentence-1', data: { text: 'the cast is phenomenal' } },
  },
  (application, caller, input) => application.importItems(caller, input),
);

/** `goldset.item.update` */
export const updateItem = command(
  {
    type: 'goldset.item.update',
    operation: 'updateItem',
    summary: 'Change an item',
    schema: UpdateItem.extend({ ...ofProject, item_id: Id, ...conditional }),
    example: { project_id: exampleIds.project, item_id: exampleIds.item, priority: 9 },
  },
  (application, caller, input) => application.updateItem(caller, input),
);

/** `goldset.item.delete` */
export const deleteItem = command(
  {
    type: 'goldset.item.delete',
    operation: 'deleteItem',
    summary: 'Delete an item',
    description: 'With its tasks, annotations and predictions. It can be restored for a time.',
    schema: z.strictObject({ ...ofProject, item_id: Id, ...conditional }),
    example: { project_id: exampleIds.project, item_id: exampleIds.item },
  },
  (application, caller, input) => application.deleteItem(caller, input),
);

/** `goldset.item.requeue` */
export const requeueItem = command(
  {
    type: 'goldset.item.requeue',
    operation: 'requeueItem',
    summary: 'Put an item back',
    description:
      'Its skipped tasks become released, and it goes to the end of the queue of its priority. A complete item needs an `overlap` that is higher than its answers.',
    schema: RequeueItem.extend({ ...ofProject, item_id: Id }),
    example: {
      project_id: exampleIds.project,
      item_id: exampleIds.item,
      reason: 'The guideline says by now what to do with these.',
    },
  },
  (application, caller, input) => application.requeueItem(caller, input),
);

/** `goldset.item.restore` */
export const restoreItem = command(
  {
    type: 'goldset.item.restore',
    operation: 'restoreItem',
    summary: 'Restore a deleted item',
    schema: z.strictObject({ ...ofProject, item_id: Id }),
    example: { project_id: exampleIds.project, item_id: exampleIds.item },
  },
  (application, caller, input) => application.restoreItem(caller, input),
);
