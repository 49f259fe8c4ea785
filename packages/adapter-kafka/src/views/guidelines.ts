import { PublishGuideline } from '@goldset/core';
import { choosing, exampleIds, ofProject } from '../fields.ts';
import { command } from '../handler.ts';

/** `goldset.guideline.publish` */
export const publishGuideline = command(
  {
    type: 'goldset.guideline.publish',
    operation: 'publishGuideline',
    summary: 'Publish the next version of the guideline',
    schema: PublishGuideline.extend({ ...ofProject, ...choosing }),
    example: {
      project_id: exampleIds.project,
      id: exampleIds.guideline,
      text: '# Sentiment\n\nJudge the sentence, not the film.',
      annotation_ui_version: 1,
    },
  },
  (application, caller, input) => application.publishGuideline(caller, input),
);
