import { operationsOf } from '../access/index.ts';
import { deleteItem } from './delete-item.ts';
import { getItem } from './get-item.ts';
import { listItems } from './list-items.ts';
import { requeueItem } from './requeue-item.ts';
import { restoreItem } from './restore-item.ts';
import { updateItem } from './update-item.ts';

/** The operations of items. */
export const itemOperations = operationsOf({ listItems, getItem, updateItem, deleteItem, restoreItem, requeueItem });
