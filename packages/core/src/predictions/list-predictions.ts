import { defineOperation, forbidden, scopeOf } from '../access/index.ts';
import type { Forbidden, Needs, UseCase } from '../access/index.ts';
import { err, fault, ok, restorableSince } from '../kernel/index.ts';
import type { Id, Invalid, Page, PageRequest } from '../kernel/index.ts';
import type { PredictionsRepository } from './repository.ts';
import type { ListedPrediction, PredictionFilter } from './transports.ts';

/** The project whose predictions are listed, and the filters. */
export interface ListPredictionsInput extends PredictionFilter {
  readonly project_id: Id;
  /** Lists the deleted predictions instead. Needs `prediction:restore`, and allows no filters. */
  readonly deleted?: boolean | undefined;
  readonly page: PageRequest;
}

/** Lists the predictions of a project: all of them, or those of one item or one model. */
export type ListPredictions = UseCase<ListPredictionsInput, Page<ListedPrediction>, Forbidden | Invalid>;

/** Lists predictions. */
export const listPredictions = defineOperation({
  name: 'listPredictions',
  permission: 'prediction:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    (deps: Needs<{ predictions: PredictionsRepository }, 'restoreDays'>): ListPredictions =>
    async (caller, { item_id, model, deleted = false, page }) => {
      const { predictions } = deps.store.within(scopeOf(caller));
      if (!deleted) return ok(await predictions.list({ item_id, model }, page));
      if (!caller.permissions.has('prediction:restore')) return err(forbidden(caller, 'prediction:restore'));
      if (item_id !== undefined || model !== undefined) {
        return err({
          code: 'invalid',
          errors: [
            fault(['deleted'], 'option', 'The deleted predictions cannot be filtered: leave the other parameters out.'),
          ],
        });
      }
      return ok(await predictions.listDeleted(restorableSince(deps), page));
    },
});
