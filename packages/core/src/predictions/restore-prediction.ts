import { atOnce, changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok, restorableSince } from '../kernel/index.ts';
import type { AlreadyExists, Id } from '../kernel/index.ts';
import type { PredictionsRepository } from './repository.ts';
import type { Prediction } from './transports.ts';

/** Restores a deleted prediction. If the prediction is not deleted, returns it unchanged. */
export type RestorePrediction = UseCase<
  { readonly project_id: Id; readonly prediction_id: Id },
  Prediction,
  NotFound | AlreadyExists
>;

const taken: AlreadyExists = {
  code: 'already_exists',
  detail:
    'The item has another prediction of this version of the model since this one was deleted. Delete that one, and then restore this one.',
};

/** Restores a prediction. */
export const restorePrediction = defineOperation({
  name: 'restorePrediction',
  permission: 'prediction:restore',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (deps: Needs<{ predictions: PredictionsRepository }, 'restoreDays'>): RestorePrediction =>
    (caller, { prediction_id }) =>
      atOnce(deps.store, scopeOf(caller), async ({ predictions }) => {
        const restored = await predictions.restore(
          prediction_id,
          restorableSince(deps),
          changeBy(deps, caller),
          deps.newId(),
        );
        if (restored === 'taken') return err(taken);
        const prediction = restored ?? (await predictions.find(prediction_id));
        return prediction === undefined ? err({ code: 'not_found' }) : ok(prediction);
      }),
});
