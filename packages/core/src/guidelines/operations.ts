import { operationsOf } from '../access/index.ts';
import { getGuideline } from './get-guideline.ts';
import { listGuidelines } from './list-guidelines.ts';
import { publishGuideline } from './publish-guideline.ts';

/** The operations of guidelines. */
export const guidelineOperations = operationsOf({ publishGuideline, listGuidelines, getGuideline });
