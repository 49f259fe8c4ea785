import { Id, ImportPrediction } from '@goldset/core';
import { z } from 'zod';
import { conditional, exampleIds, ofProject } from '../fields.ts';
import { command, line } from '../handler.ts';

/** `goldset.prediction.import` */
export const importPrediction = line(
  {
    type: 'goldset.prediction.import',
    operation: 'importPredictions',
    topic: 'predictions',
    summary: 'Import a prediction',
    description:
      'Names its item by `external_id` or by `item_id`. Its `value` must fit the annotation UI that it names, or else the one in force.',
    schema: ImportPrediction,
    example: {
      project_id: exampleIds.project,
      external_id: 'sentence-1',
      model: 'sentiment-small',
      model_version: '3',
      score: 0.97,
      value: { sentiment: 'positive' },
    },
  },
  (application, caller, input) => application.importPredictions(caller, input),
);

/** `goldset.prediction.delete` */
export const deletePrediction = command(
  {
    type: 'goldset.prediction.delete',
    operation: 'deletePrediction',
    summary: 'Delete a prediction',
    description: 'It can be restored for a time.',
    schema: z.strictObject({ ...ofProject, prediction_id: Id, ...conditional }),
    example: { project_id: exampleIds.project, prediction_id: exampleIds.prediction },
  },
  (application, caller, input) => application.deletePrediction(caller, input),
);

/** `goldset.prediction.restore` */
export const restorePrediction = command(
  {
    type: 'goldset.prediction.restore',
    operation: 'restorePrediction',
    summary: 'Restore a deleted prediction',
    schema: z.strictObject({ ...ofProject, prediction_id: Id }),
    example: { project_id: exampleIds.project, prediction_id: exampleIds.prediction },
  },
  (application, caller, input) => application.restorePrediction(caller, input),
);
