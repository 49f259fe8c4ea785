import { operationsOf } from '../access/index.ts';
import { getSetup } from './get-setup.ts';
import { importSetup } from './import-setup.ts';

/** The operations of setups. */
export const setupOperations = operationsOf({ getSetup, importSetup });
