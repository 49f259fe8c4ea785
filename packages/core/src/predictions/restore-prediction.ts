import type { NotFound } from '../access/index.ts';
import { changeBy, restorableSince } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { AlreadyExists } from '../errors.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { atOnce, scopeOf } from '../store.ts';
import type { Prediction } from './transports.ts';

/** Brings back a deleted prediction. One that is not deleted answers as it is. */
export type RestorePrediction = UseCase<{ readonly project_id: Id; readonly prediction_id: Id }, Prediction, NotFound | AlreadyExists>;

const taken: AlreadyExists = {
  code: 'already_exists',
  detail: 'The item has another prediction of this version of the model since this one was deleted. Delete that one, and then restore this one.',
};

/** Restores a prediction. */
export const restorePrediction =
  (deps: Dependencies): RestorePrediction =>
  (caller, { prediction_id }) =>
    atOnce(deps.store, scopeOf(caller), async ({ predictions }) => {
      const restored = await predictions.restore(prediction_id, restorableSince(deps), changeBy(deps, caller), deps.newId());
      if (restored === 'taken') return err(taken);
      const prediction = restored ?? (await predictions.find(prediction_id));
      return prediction === undefined ? err({ code: 'not_found' }) : ok(prediction);
    });
