import { CreateAnnotationUI } from '@goldset/core';
import { choosing, exampleIds, ofProject } from '../fields.ts';
import { command } from '../handler.ts';

/** `goldset.annotation_ui.create` */
export const createAnnotationUI = command(
  {
    type: 'goldset.annotation_ui.create',
    operation: 'createAnnotationUI',
    summary: 'Create the next version of the annotation UI',
    schema: CreateAnnotationUI.extend({ ...ofProject, ...choosing }),
    example: {
      project_id: exampleIds.project,
      id: exampleIds.annotation_ui,
      name: 'Sentiment',
      controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }],
    },
  },
  (application, caller, input) => application.createAnnotationUI(caller, input),
);
