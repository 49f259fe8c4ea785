import { Id, ImportAnnotation, ReviseAnnotation } from '@goldset/core';
import { z } from 'zod';
import { conditional, exampleIds, ofProject } from '../fields.ts';
import { command, line } from '../handler.ts';

/** `goldset.annotation.import` */
export const importAnnotation = line(
  {
    type: 'goldset.annotation.import',
    operation: 'importAnnotations',
    topic: 'annotations',
    summary: 'Import an answer that was given elsewhere',
    description: 'Names its item by `external_id` or by `item_id`, and has a `value` or else `revisions`.',
    schema: ImportAnnotation,
    example: {
      project_id: exampleIds.project,
      external_id: 'sentence-1',
      annotator: 'w17',
      value: { sentiment: 'positive' },
    },
  },
  (application, caller, input) => application.importAnnotations(caller, input),
);

/** `goldset.annotation.revise` */
export const reviseAnnotation = command(
  {
    type: 'goldset.annotation.revise',
    operation: 'reviseAnnotation',
    summary: 'Revise an annotation of the consumer’s own user',
    schema: ReviseAnnotation.extend({ ...ofProject, annotation_id: Id, ...conditional }),
    example: { project_id: exampleIds.project, annotation_id: exampleIds.annotation, value: { sentiment: 'negative' } },
  },
  (application, caller, input) => application.reviseAnnotation(caller, input),
);

/** `goldset.annotation.delete` */
export const deleteAnnotation = command(
  {
    type: 'goldset.annotation.delete',
    operation: 'deleteAnnotation',
    summary: 'Delete an annotation',
    description:
      'Whoever gave it. Its task becomes released, and its item may be handed out again. It can be restored for a time.',
    schema: z.strictObject({ ...ofProject, annotation_id: Id, ...conditional }),
    example: { project_id: exampleIds.project, annotation_id: exampleIds.annotation },
  },
  (application, caller, input) => application.deleteAnnotation(caller, input),
);

/** `goldset.annotation.restore` */
export const restoreAnnotation = command(
  {
    type: 'goldset.annotation.restore',
    operation: 'restoreAnnotation',
    summary: 'Restore a deleted annotation',
    description: 'With its revisions. It counts as an imported one does; its task stays released.',
    schema: z.strictObject({ ...ofProject, annotation_id: Id }),
    example: { project_id: exampleIds.project, annotation_id: exampleIds.annotation },
  },
  (application, caller, input) => application.restoreAnnotation(caller, input),
);
