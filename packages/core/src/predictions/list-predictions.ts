import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Prediction, PredictionFilter } from './transports.ts';

/** Lists the predictions of a project, all or those of one item or one model. */
export type ListPredictions = UseCase<PredictionFilter & { readonly project_id: Id; readonly page: PageRequest }, Page<Prediction>>;

/** Lists predictions. */
export const listPredictions =
  ({ store }: Dependencies): ListPredictions =>
  async (caller, { item_id, model, page }) =>
    ok(await store.within(scopeOf(caller)).predictions.list({ item_id, model }, page));
