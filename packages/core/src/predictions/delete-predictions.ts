import type { Needs, UseCase } from '../access/index.ts';
import { defineOperation } from '../access/index.ts';
import { deleteFitting } from '../deletion/index.ts';
import type { DeletedMany, Id, UnexpectedCount } from '../kernel/index.ts';
import type { PredictionsRepository } from './repository.ts';
import type { DeletePredictions as Request } from './transports.ts';

/** The filter of the predictions to delete, and their expected number. */
export interface DeletePredictionsInput extends Request {
  readonly project_id: Id;
}

/**
 * Deletes the predictions that match a filter, if their number is the expected one: all of them, or the first
 * `MAX_DELETED`, in one transaction. Each can be restored for a limited time.
 */
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
