import { toEventTime } from '../../index.ts';
import {
  equalJson,
  itemNotFound,
  MAX_BATCH_LINES,
  olderLine,
  predictionExists,
  predictionOfOtherUI,
} from '../../adapter.ts';
import type { Id, ImportPrediction, Prediction } from '../../index.ts';
import type {
  FittingPredictions,
  LineOutcome,
  PredictionBatch,
  PredictionsRepository,
  Scope,
  TextLengths,
} from '../../adapter.ts';
import { isThere } from './deletion.ts';
import { asOf, confirmAsOf, keepAsOf, keepTurn, refuseOlder } from './event-order.ts';
import { fittingIds } from './fitting-ids.ts';
import { noteEvent, outcomeByNote } from './inbox.ts';
import { emitterOf } from './outbox.ts';
import { jsonBytes, pageOf } from './page-of.ts';
import { endedIn } from './people.ts';
import { contentsOf } from './projects.ts';
import { rowOf } from './state.ts';
import type { ItemRow, ProjectRows, State } from './state.ts';

type Named = Pick<ImportPrediction, 'external_id' | 'item_id'>;

const itemOf = ({ items, names }: ProjectRows, { external_id, item_id }: Named): ItemRow | undefined => {
  const item = items.get((external_id === undefined ? item_id : names.get(external_id)) ?? '');
  return isThere(item) ? item : undefined;
};

/** Returns the predictions for an item, in the order of their ids. */
export const predictionsFor = ({ predictions }: ProjectRows, itemId: Id): readonly Prediction[] =>
  [...predictions.values()].filter(({ item_id }) => item_id === itemId).sort((a, b) => (a.id < b.id ? -1 : 1));

/** Returns a prediction as a row with one revision, because predictions are never revised. */
const unrevised = ({ id, created_at }: Prediction) => ({ id, revision: 1, updated_at: created_at });

const isFitting = (
  { items }: ProjectRows,
  one: Prediction,
  { item_id, model, model_version, created_after, created_before }: FittingPredictions,
): boolean =>
  isThere(items.get(one.item_id)) &&
  (item_id === undefined || one.item_id === item_id) &&
  (model === undefined || one.model === model) &&
  (model_version === undefined || one.model_version === model_version) &&
  (created_after === undefined || Date.parse(one.created_at) > Date.parse(created_after)) &&
  (created_before === undefined || Date.parse(one.created_at) < Date.parse(created_before));

/** The predictions of the scope's project. */
export const predictionsOf = (state: State, scope: Scope): PredictionsRepository => ({
  importBatch: async ({ lines, on_conflict, change, newEventId }) => {
    if (lines.length > MAX_BATCH_LINES) throw new Error('This is more than one batch.');
    const ended = endedIn(state, scope);
    if (ended !== undefined) return ended;
    const rows = contentsOf(state, scope);
    const [created, updated]: [Id[], Id[]] = [[], []];
    const write = ({
      id,
      prediction,
      checked_against,
      sent = prediction.value,
      created_at = change.at,
      event,
    }: PredictionBatch['lines'][number]): LineOutcome => {
      const item = itemOf(rows, prediction);
      if (item === undefined) return itemNotFound(prediction);
      const { model, model_version, score, value, annotation_ui_version = null } = prediction;
      const there = predictionsFor(rows, item.id).find(
        (other) => other.model === model && other.model_version === model_version,
      );
      if (there === undefined) {
        rows.predictions.set(id, {
          id,
          item_id: item.id,
          model,
          model_version,
          score: score ?? null,
          value,
          annotation_ui_version: checked_against,
          created_at,
        });
        keepAsOf(state, { id, revision: 1 }, event?.time);
        created.push(id);
        return 'created';
      }
      // Predictions have no revision numbers, so this one counts as the first.
      const kept = { id: there.id, revision: 1, updated_at: there.created_at };
      const isEqual =
        (equalJson(value, there.value) || equalJson(sent, there.value)) &&
        (score === undefined || score === there.score);
      const isOfOtherUI = annotation_ui_version !== null && annotation_ui_version !== there.annotation_ui_version;
      if (isEqual && !isOfOtherUI) {
        if (on_conflict === 'update') confirmAsOf(state, kept, event?.time);
        return 'unchanged';
      }
      if (on_conflict === 'reject') return isEqual ? predictionOfOtherUI : predictionExists;
      const [before, time] = [asOf(state, kept), event?.time ?? null];
      if (time !== null && time < before) return olderLine(before, time);
      keepAsOf(state, kept, time ?? toEventTime(change.at));
      rows.predictions.set(there.id, {
        ...there,
        value,
        score: score ?? there.score,
        annotation_ui_version: checked_against,
      });
      updated.push(there.id);
      return 'updated';
    };
    const outcomes = lines.map((line): LineOutcome => {
      const outcome = outcomeByNote(rows, line.event) ?? write(line);
      if (typeof outcome === 'string' && outcome !== 'duplicate') noteEvent(rows, line.event, change);
      return outcome;
    });
    if (created.length + updated.length > 0) {
      const data = { created, updated: [...new Set(updated)].filter((id) => !created.includes(id)) };
      emitterOf(state, scope)(
        newEventId(),
        change,
        'goldset.predictions.imported',
        rowOf(state.projects, scope.project_id ?? '').id,
        data,
      );
    }
    return outcomes;
  },
  textLengths: async (lines, keys) => {
    const ended = endedIn(state, scope);
    if (ended !== undefined) return ended;
    const rows = contentsOf(state, scope);
    return lines.map((line): TextLengths | undefined => {
      const item = itemOf(rows, line);
      return (
        item &&
        Object.fromEntries(
          keys.flatMap((key) => (typeof item.data[key] === 'string' ? [[key, [...item.data[key]].length]] : [])),
        )
      );
    });
  },
  find: async (id) => {
    const { predictions, items } = contentsOf(state, scope);
    const prediction = predictions.get(id);
    return isThere(items.get(prediction?.item_id ?? '')) ? prediction : undefined;
  },
  findToDelete: async (filter, _now, limit) => {
    const rows = contentsOf(state, scope);
    return fittingIds(
      [...rows.predictions.values()].filter((one) => isFitting(rows, one, filter)),
      limit,
    );
  },
  deleteFitting: async (ids, filter, change, eventIds) => {
    const rows = contentsOf(state, scope);
    const gone = ids.flatMap((id) => rows.predictions.get(id) ?? []).filter((one) => isFitting(rows, one, filter));
    for (const one of gone) refuseOlder(state, scope, unrevised(one));
    for (const [index, one] of gone.entries()) {
      keepTurn(state, scope, unrevised(one), change.at);
      rows.predictions.delete(one.id);
      rows.deletedPredictions.set(one.id, { ...one, deleted_at: change.at });
      emitterOf(state, scope)(eventIds[index] ?? '', change, 'goldset.prediction.deleted', one.id, {
        item_id: one.item_id,
      });
    }
    return gone.length;
  },
  listDeleted: async (since, page) => {
    const { deletedPredictions, items } = contentsOf(state, scope);
    return pageOf(
      [...deletedPredictions.values()].filter(
        ({ item_id, deleted_at }) => deleted_at > since && isThere(items.get(item_id)),
      ),
      page,
      ({ id }) => id,
      ({ value }) => jsonBytes(value),
    );
  },
  restore: async (id, since, change, eventId) => {
    const rows = contentsOf(state, scope);
    const row = rows.deletedPredictions.get(id);
    if (row === undefined || row.deleted_at <= since || !isThere(rows.items.get(row.item_id))) return undefined;
    const { deleted_at: _, ...restored } = row;
    refuseOlder(state, scope, unrevised(row));
    if (
      predictionsFor(rows, row.item_id).some(
        ({ model, model_version }) => model === row.model && model_version === row.model_version,
      )
    )
      return 'taken';
    keepTurn(state, scope, unrevised(row), change.at);
    rows.deletedPredictions.delete(id);
    rows.predictions.set(id, restored);
    emitterOf(state, scope)(eventId, change, 'goldset.prediction.restored', id, { item_id: row.item_id });
    return restored;
  },
  list: async ({ item_id, model }, page) => {
    const { predictions, items } = contentsOf(state, scope);
    const fits = (prediction: Prediction): boolean =>
      isThere(items.get(prediction.item_id)) &&
      (item_id === undefined || prediction.item_id === item_id) &&
      (model === undefined || prediction.model === model);
    return pageOf(
      [...predictions.values()].filter(fits),
      page,
      ({ id }) => id,
      ({ value }) => jsonBytes(value),
    );
  },
});
