import type { NotFound } from '../access/index.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Prediction } from './transports.ts';

/** Reads one prediction of a project. */
export type GetPrediction = UseCase<{ readonly project_id: Id; readonly prediction_id: Id }, Prediction, NotFound>;

/** Reads a prediction. */
export const getPrediction =
  ({ store }: Dependencies): GetPrediction =>
  async (caller, { prediction_id }) => {
    const prediction = await store.within(scopeOf(caller)).predictions.find(prediction_id);
    return prediction === undefined ? err({ code: 'not_found' }) : ok(prediction);
  };
