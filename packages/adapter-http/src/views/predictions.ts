import { ImportOptions, ImportPrediction, ImportPredictions, ImportResult, Prediction, PredictionFilter } from '@goldset/core';
import { found, page } from '../answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from '../examples.ts';
import { importBody } from '../import-body.ts';

/** Predictions. */
export const predictionEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      operation: 'importPredictions',
      method: 'post',
      path: '/projects/{project_id}/predictions',
      tag: 'Predictions',
      summary: 'Import predictions',
      description:
        'Answers when all of the body was read. An item has one prediction per `model` and `model_version`: the same content again is unchanged, other content is `already_exists`, or replaces it with `on_conflict=update` (a line without `score` leaves the score as it is). `value` must fit the annotation UI in force when the import begins; no control has to be answered. A bad line is rejected and stops no good one, unless `on_error` is `abort`. A body that ends early leaves whole batches behind; sending it again finishes the job without a duplicate. Once its caller may not go on, it is stopped as an import of items is. A project without a guideline is `not_ready`.',
      query: ImportOptions,
      body: importBody({ key: 'predictions', line: ImportPrediction, document: ImportPredictions }),
      answer: found(ImportResult, { ...examples.importResult, errors: [{ line: 17, pointer: '/external_id', code: 'not_found', detail: 'There is no such item in this project; import it first.' }] }, 'What the import did.'),
      errors: ['not_ready'],
    },
    (application, caller, input) => application.importPredictions(caller, input),
  ),
  endpoint(
    {
      operation: 'listPredictions',
      method: 'get',
      path: '/projects/{project_id}/predictions',
      tag: 'Predictions',
      summary: 'List predictions',
      description: 'All of the project, or those for one item, of one model, or both.',
      query: PredictionFilter,
      answer: page('PredictionPage', 'predictions', Prediction, examples.prediction),
    },
    (application, caller, input) => application.listPredictions(caller, input),
  ),
];
