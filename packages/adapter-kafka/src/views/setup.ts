import { ImportSetup } from '@goldset/core';
import { exampleIds, ofProject } from '../fields.ts';
import { command } from '../handler.ts';

/** `goldset.setup.import` */
export const importSetup = command(
  {
    type: 'goldset.setup.import',
    operation: 'importSetup',
    summary: 'Give a project the setup of another one',
    description:
      'All of it, or nothing. Versions keep their numbers: those that the project has must be the same, the others are added.',
    schema: ImportSetup.extend(ofProject),
    example: { project_id: exampleIds.project, settings: { overlap: 3 }, guidelines: [] },
  },
  (application, caller, input) => application.importSetup(caller, input),
);
