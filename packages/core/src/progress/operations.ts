import { operationsOf } from '../access/index.ts';
import { getProgress } from './get-progress.ts';
import { listAnnotatorProgress } from './list-annotator-progress.ts';

/** The operations of progress. */
export const progressOperations = operationsOf({ getProgress, listAnnotatorProgress });
