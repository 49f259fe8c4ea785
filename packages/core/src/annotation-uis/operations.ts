import { operationsOf } from '../access/index.ts';
import { createAnnotationUI } from './create-annotation-ui.ts';
import { getAnnotationUISchema } from './get-annotation-ui-schema.ts';
import { getAnnotationUI } from './get-annotation-ui.ts';
import { listAnnotationUIs } from './list-annotation-uis.ts';

/** The operations of annotation UIs. */
export const annotationUiOperations = operationsOf({
  createAnnotationUI,
  listAnnotationUIs,
  getAnnotationUI,
  getAnnotationUISchema,
});
