import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { PredictionsRepository } from './repository.ts';
import type { Prediction } from './transports.ts';

/** Reads one prediction of a project. */
export type GetPrediction = UseCase<{ readonly project_id: Id; readonly prediction_id: Id }, Prediction, NotFound>;

/** Reads a prediction. */
export const getPrediction = defineOperation({
  name: 'getPrediction',
  permission: 'prediction:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({ store }: Needs<{ predictions: PredictionsRepository }>): GetPrediction =>
    async (caller, { prediction_id }) => {
      const prediction = await store.within(scopeOf(caller)).predictions.find(prediction_id);
      return prediction === undefined ? err({ code: 'not_found' }) : ok(prediction);
    },
});
