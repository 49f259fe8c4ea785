import { ImportItem, ImportItems, ImportOptions, ImportResult, Item } from '@goldset/core';
import { found, page } from '../answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from '../examples.ts';
import { importBody } from '../import-body.ts';

/** Items. */
export const itemEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      operation: 'importItems',
      method: 'post',
      path: '/projects/{project_id}/items',
      tag: 'Items',
      summary: 'Import items',
      description:
        'Answers when all of the body was read. A bad line is rejected and stops no good one, unless `on_error` is `abort`. The same `external_id` with the same content is unchanged. A body that ends early leaves whole batches behind; sending it again finishes the job without a duplicate.',
      query: ImportOptions,
      body: importBody({ key: 'items', line: ImportItem, document: ImportItems }),
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
      answer: found(Item, examples.item, 'The item.'),
    },
    (application, caller, input) => application.getItem(caller, input),
  ),
];
