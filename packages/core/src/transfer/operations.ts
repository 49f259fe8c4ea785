import { operationsOf } from '../access/index.ts';
import { importItems } from './import-items.ts';

/** The operations of the import of items. */
export const transferOperations = operationsOf({ importItems });
