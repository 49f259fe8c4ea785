import { Id, ImportAnnotation, ReviseAnnotation } from '@goldset/core';
import { conditional, exampleIds, ofProject } from '../fields.ts';
import { command, line } from '../handler.ts';

/** `goldset.annotation.import` */
export const importAnnotation = line(
  {
    type: 'goldset.annotation.import',
    operation: 'importAnnotations',
    topic: 'annotations',
    summary: 'Import an answer that was given elsewhere',
    schema: ImportAnnotation,
    example: { project_id: exampleIds.project, external_id: 'sentence-1', annotator: 'w17', value: { sentiment: 'positive' } },
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
