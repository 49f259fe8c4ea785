import type { Needs, UseCase } from '../access/index.ts';
import { defineOperation } from '../access/index.ts';
import { deleteFitting } from '../deletion/index.ts';
import type { DeletedMany, Id, UnexpectedCount } from '../kernel/index.ts';
import type { PredictionsRepository } from './repository.ts';
import type { DeletePredictions as Request } from './transports.ts';

/** Which predictions are deleted, and how many these are. */
export interface DeletePredictionsInput extends Request {
  readonly project_id: Id;
}

/** Deletes the predictions that fit a filter, if they are as many as expected: all of them, or the first `MAX_DELETED`, in one transaction. Each can be restored for a time. */
export type DeletePredictions = UseCase<DeletePredictionsInput, DeletedMany, UnexpectedCount>;

/** Deletes predictions. */
export const deletePredictions = defineOperation({
  name: 'deletePredictions',
  permission: 'prediction:delete',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (deps: Needs<{ predictions: PredictionsRepository }>): DeletePredictions =>
    (caller, request) =>
      deleteFitting(deps, caller, request, ({ predictions }) => predictions),
});
