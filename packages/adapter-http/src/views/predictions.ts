import {
  DeletePredictions,
  ImportOptions,
  ImportPrediction,
  ImportPredictions,
  ImportResult,
  ListedPrediction,
  Prediction,
  PredictionFilter,
} from '@goldset/core';
import { z } from 'zod';
import { found, gone, page, thing } from '../response/answer.ts';
import { DeletedQuery } from '../request/deleted-query.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { countedDeletion } from './counted-deletion.ts';
import { examples } from './examples.ts';
import { importBody } from '../request/import-body.ts';
import { json, noFields } from '../request/json-body.ts';

/** Predictions. */
export const predictionEndpoints = [
  endpoint(
    {
      operation: 'importPredictions',
      method: 'post',
      path: '/projects/{project_id}/predictions',
      tag: 'Predictions',
      summary: 'Import predictions',
      description:
        'Answers when all of the body was read. An item has one prediction per `model` and `model_version`: the same content again is unchanged, other content is `already_exists`, or replaces it with `on_conflict=update` (a line without `score` leaves the score as it is). `value` must fit the annotation UI that the line names with `annotation_ui_version`, or else the one in force when the import begins; no control has to be answered. The version that it was checked against is kept with the prediction. A line that names another version than the one that is kept has other content; a line that names none is compared without it, so that the same file stays unchanged when a new annotation UI comes into force. A bad line is rejected and stops no good one, unless `on_error` is `abort`. A body that ends early leaves whole batches behind; sending it again finishes the job without a duplicate. Once its caller may not go on, it is stopped as an import of items is. A project without a guideline is `not_ready`.',
      query: ImportOptions,
      body: importBody({ key: 'predictions', line: ImportPrediction, document: ImportPredictions }),
      answer: found(
        ImportResult,
        {
          ...examples.importResult,
          errors: [
            {
              line: 17,
              pointer: '/external_id',
              code: 'not_found',
              detail: 'The project has no item with the external_id "sentence-17"; import it first.',
            },
          ],
        },
        'What the import did.',
      ),
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
      description:
        'All of the project, or those for one item, of one model, or both. The deleted ones need the permission `prediction:restore`, and cannot be filtered.',
      query: z.strictObject({ ...PredictionFilter.shape, ...DeletedQuery.shape }),
      answer: page('PredictionPage', 'predictions', ListedPrediction, examples.prediction),
    },
    (application, caller, input) => application.listPredictions(caller, input),
  ),
  endpoint(
    {
      operation: 'getPrediction',
      method: 'get',
      path: '/projects/{project_id}/predictions/{prediction_id}',
      tag: 'Predictions',
      summary: 'Read a prediction',
      answer: thing(Prediction, examples.prediction, 'The prediction.'),
    },
    (application, caller, input) => application.getPrediction(caller, input),
  ),
  endpoint(
    {
      operation: 'deletePrediction',
      method: 'delete',
      path: '/projects/{project_id}/predictions/{prediction_id}',
      tag: 'Predictions',
      summary: 'Delete a prediction',
      description: 'It can be restored for a time.',
      answer: gone,
      errors: ['stale'],
    },
    (application, caller, input) => application.deletePrediction(caller, input),
  ),
  endpoint(
    {
      operation: 'deletePredictions',
      method: 'post',
      path: '/projects/{project_id}/predictions/delete',
      tag: 'Predictions',
      summary: 'Delete all predictions that fit a filter',
      description: `${countedDeletion.description} Each is told of by an event of its own, and can be restored for a time.`,
      body: json(DeletePredictions),
      answer: countedDeletion.answer,
      errors: countedDeletion.errors,
    },
    (application, caller, input) => application.deletePredictions(caller, input),
  ),
  endpoint(
    {
      operation: 'restorePrediction',
      method: 'post',
      path: '/projects/{project_id}/predictions/{prediction_id}/restore',
      tag: 'Predictions',
      summary: 'Restore a deleted prediction',
      description:
        '`already_exists`: the item has another prediction of this `model` and `model_version` since then. One that is not deleted answers as it is.',
      body: noFields,
      answer: thing(Prediction, examples.prediction, 'The prediction.'),
      errors: ['already_exists'],
    },
    (application, caller, input) => application.restorePrediction(caller, input),
  ),
] as const satisfies readonly Endpoint[];
