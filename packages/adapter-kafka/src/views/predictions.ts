import { ImportPrediction } from '@goldset/core';
import { exampleIds } from '../fields.ts';
import { line } from '../handler.ts';

/** `goldset.prediction.import` */
export const importPrediction = line(
  {
    type: 'goldset.prediction.import',
    operation: 'importPredictions',
    topic: 'predictions',
    summary: 'Import a prediction',
    description: 'Names its item by `external_id` or by `item_id`.',
    schema: ImportPrediction,
    example: { project_id: exampleIds.project, external_id: 'sentence-1', model: 'sentiment-small', model_version: '3', score: 0.97, value: { sentiment: 'positive' } },
  },
  (application, caller, input) => application.importPredictions(caller, input),
);
