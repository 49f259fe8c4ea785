import { atOnce, changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, isStale, ok } from '../kernel/index.ts';
import type { Conditional, Id, Stale } from '../kernel/index.ts';
import type { PredictionsRepository } from './repository.ts';

/** Deletes a prediction. It has no revisions, so `if_revision` can only be 1. It can be restored for a limited time. */
export type DeletePrediction = UseCase<
  Conditional & { readonly project_id: Id; readonly prediction_id: Id },
  undefined,
  NotFound | Stale
>;

/** Deletes a prediction. */
export const deletePrediction = defineOperation({
  name: 'deletePrediction',
  permission: 'prediction:delete',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (deps: Needs<{ predictions: PredictionsRepository }>): DeletePrediction =>
    (caller, { prediction_id, if_revision }) =>
      atOnce(deps.store, scopeOf(caller), async ({ predictions }) => {
        if (isStale({ if_revision }))
          return err(
            (await predictions.find(prediction_id)) === undefined
              ? { code: 'not_found' }
              : { code: 'stale', revision: 1 },
          );
        const deleted = await predictions.deleteFitting([prediction_id], {}, changeBy(deps, caller), [deps.newId()]);
        return deleted === 0 ? err({ code: 'not_found' }) : ok(undefined);
      }),
});
