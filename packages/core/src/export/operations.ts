import { operationsOf } from '../access/index.ts';
import { exportProject } from './export-project.ts';

/** The operations of the export. */
export const exportOperations = operationsOf({ exportProject });
