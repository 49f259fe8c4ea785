import { operationsOf } from '../access/index.ts';
import { deleteAnnotation } from './delete-annotation.ts';
import { deleteAnnotations } from './delete-annotations.ts';
import { getAnnotation } from './get-annotation.ts';
import { importAnnotations } from './import-annotations.ts';
import { listAnnotationRevisions } from './list-annotation-revisions.ts';
import { listAnnotations } from './list-annotations.ts';
import { restoreAnnotation } from './restore-annotation.ts';
import { reviseAnnotation } from './revise-annotation.ts';

/** The operations of annotations. */
export const annotationOperations = operationsOf({
  listAnnotations,
  getAnnotation,
  reviseAnnotation,
  listAnnotationRevisions,
  importAnnotations,
  deleteAnnotation,
  deleteAnnotations,
  restoreAnnotation,
});
