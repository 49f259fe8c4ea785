import {
  ImportItem,
  ImportItems,
  ImportOptions,
  ImportResult,
  Item,
  ItemFilters,
  ItemTableOptions,
  RequeueItem,
  UpdateItem,
} from '@goldset/core';
import { hasParts } from '@goldset/core/adapter';
import { z } from 'zod';
import { found, gone, page, thing } from '../response/answer.ts';
import { DeletedQuery, flag } from '../request/deleted-query.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from './examples.ts';
import { importOrTableBody } from '../request/import-body.ts';
import { json, noFields } from '../request/json-body.ts';

/** Items. */
export const itemEndpoints = [
  endpoint(
    {
      operation: 'importItems',
      method: 'post',
      path: '/projects/{project_id}/items',
      tag: 'Items',
      summary: 'Import items',
      description:
        'Answers when all of the body was read. A bad line is rejected and stops no good one, unless `on_error` is `abort`. The same `external_id` with the same content is unchanged. A body that ends early leaves whole batches behind; sending it again finishes the job without a duplicate.\n\nTakes the lines of an export as well, with their `annotations`, `predictions` and `skips`: of a line all is written, or nothing. These need the permissions `annotation:import`, `prediction:import` and `task:import`; a line that has some without its permission is rejected with `forbidden`, and the others go on. The project must have the annotation UIs and guidelines that answers name (`POST /projects/{project_id}/setup`). Users are known by `email`, and in their own organization by `id`; who is no member, or a service account, becomes an external user, and two of one name stay two. The fields `id`, `item_id`, `task_id`, `state`, `annotation_count` and `updated_at` are ignored. `created_at`, `revision` and `requeued` are kept of an item that is new. Items without `external_id` are made anew by each import.\n\nAn import is stopped once its caller may not go on, because the token, the membership, the role or the project is gone, or the project is archived: the `401`, `403`, `404` or `409` then says how many lines were `created`, `updated`, `unchanged` and `rejected` so far. What was written stays; sending all of it again, once that is allowed, finishes the job.\n\nA table (`text/csv`, `text/tab-separated-values`) has an item per row. Its columns become `data`, as strings, but for those that `external_id`, `metadata` and `types` name. A heading that is empty, or stands there twice, or a parameter that names no column, refuses the table as a whole, with `422`; a row that has another number of cells is rejected alone.',
      query: z.strictObject({ ...ImportOptions.shape, ...ItemTableOptions.shape }),
      body: importOrTableBody({
        key: 'items',
        line: ImportItem,
        document: ImportItems,
        rows: examples.itemRows,
        mayBeLong: hasParts,
      }),
      answer: found(ImportResult, examples.importResult, 'What the import did.'),
    },
    (application, caller, input) => application.importItems(caller, input),
  ),
  endpoint(
    {
      operation: 'listItems',
      method: 'get',
      path: '/projects/{project_id}/items',
      tag: 'Items',
      summary: 'List the items of a project',
      description:
        'Those that fit all filters that are given. With a filter other than `external_id`, a page may be short, or empty, and `next` still lead on. Filters on `metadata` are `metadata.<key>=<value>`. The deleted ones need the permission `item:restore`, and cannot be filtered.',
      query: z.strictObject({
        ...ItemFilters.shape,
        ...DeletedQuery.shape,
        exhausted: flag(
          'Whether the item is open, was skipped, and could be given to nobody who may claim tasks now. Those are found at once, however many items there are.',
        ),
      }),
      answer: page('ItemPage', 'items', Item, examples.item),
    },
    (application, caller, input) => application.listItems(caller, input),
  ),
  endpoint(
    {
      operation: 'getItem',
      method: 'get',
      path: '/projects/{project_id}/items/{item_id}',
      tag: 'Items',
      summary: 'Read an item',
      answer: thing(Item, examples.item, 'The item.'),
    },
    (application, caller, input) => application.getItem(caller, input),
  ),
  endpoint(
    {
      operation: 'updateItem',
      method: 'patch',
      path: '/projects/{project_id}/items/{item_id}',
      tag: 'Items',
      summary: 'Change an item',
      description:
        'A field that is given replaces, one that is absent stays. `in_use`: the data of an item with a claimed or submitted task or an annotation never changes, and its overlap is never below its answers and claims. An item that has free places again is handed out again.',
      body: json(UpdateItem),
      answer: thing(
        Item,
        { ...examples.item, priority: 9, metadata: { expected: 'positive' }, revision: 2 },
        'The item as it is now.',
      ),
      errors: ['in_use', 'stale'],
    },
    (application, caller, input) => application.updateItem(caller, input),
  ),
  endpoint(
    {
      operation: 'deleteItem',
      method: 'delete',
      path: '/projects/{project_id}/items/{item_id}',
      tag: 'Items',
      summary: 'Delete an item',
      description:
        'With its tasks, annotations and predictions, from the next request on. Its claimed tasks are released for good. It can be restored for a time, and keeps its `external_id` until it is purged.',
      answer: gone,
      errors: ['stale'],
    },
    (application, caller, input) => application.deleteItem(caller, input),
  ),
  endpoint(
    {
      operation: 'restoreItem',
      method: 'post',
      path: '/projects/{project_id}/items/{item_id}/restore',
      tag: 'Items',
      summary: 'Restore a deleted item',
      description:
        'With all that was deleted with it, behind the queue of its priority. One that is not deleted answers as it is.',
      body: noFields,
      answer: thing(Item, examples.item, 'The item.'),
    },
    (application, caller, input) => application.restoreItem(caller, input),
  ),
  endpoint(
    {
      operation: 'requeueItem',
      method: 'post',
      path: '/projects/{project_id}/items/{item_id}/requeue',
      tag: 'Items',
      summary: 'Put an item back',
      description:
        'Its skipped tasks become `released`, so that those who skipped it may be offered it again, and it goes to the end of the queue of its priority. Who skipped it, and why, stays in `skips`. Those who have answered it are not asked again, so a complete item needs an `overlap` that is higher than its answers. Where no task is skipped and the overlap stays, nothing changes.',
      body: json(RequeueItem),
      answer: thing(
        Item,
        {
          ...examples.item,
          skips: [{ ...examples.itemSkip, requeued_at: examples.item.updated_at }],
          requeued: examples.requeued,
          revision: 2,
        },
        'The item as it is now.',
      ),
    },
    (application, caller, input) => application.requeueItem(caller, input),
  ),
] as const satisfies readonly Endpoint[];
