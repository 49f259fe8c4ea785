import type { EndedAuthority } from '../access/index.ts';
import type { LineBatch, LineOutcome } from '../imports/index.ts';
import type { Change, Id, JsonObject, Page, PageRequest, Timestamp, ToDelete } from '../kernel/index.ts';
import type {
  FittingPredictions,
  ImportPrediction,
  ListedPrediction,
  Prediction,
  PredictionFilter,
} from './transports.ts';

/**
 * Lines of an import that are written together. `id` becomes the id of the prediction if the line creates one. Ids
 * ascend.
 */
export type PredictionBatch = LineBatch<{
  readonly id: Id;
  readonly prediction: ImportPrediction;
  /**
   * The version of the annotation UI that the value was checked against. `null` if it is not known, as for predictions
   * that an earlier release imported.
   */
  readonly checked_against: number | null;
  /** The value as it was sent, if it differs from its canonical form. */
  readonly sent?: JsonObject | undefined;
  /** When the prediction was first imported, if it comes from another project and is new here. */
  readonly created_at?: Timestamp | undefined;
}>;

/**
 * The lengths of the texts in an item's data, in Unicode code points, by their keys. Values that are not texts are left
 * out.
 */
export type TextLengths = Readonly<Record<string, number>>;

/**
 * The outcome of restoring a prediction: the restored prediction, or `taken` if the item has another one of the same
 * model and version. `undefined` if no such prediction can be restored.
 */
export type PredictionRestoration = Prediction | 'taken' | undefined;

/**
 * Deletes and restores predictions of one project. To every other method of every repository a deleted prediction does
 * not exist. It can be restored for a limited time.
 */
export interface PredictionDeletions {
  /**
   * Counts the predictions that match the filter, and returns the ids of the first ones, in whole items: at most
   * `limit`, but at least all predictions of the first item.
   */
  findToDelete(filter: FittingPredictions, now: Timestamp, limit: number): Promise<ToDelete>;
  /**
   * Must delete, in one statement, the given predictions that still match the filter, with one
   * `goldset.prediction.deleted` event each. Without conditions in the filter, deletes all given predictions. Resolves
   * to the number of deleted predictions.
   */
  deleteFitting(
    ids: readonly Id[],
    filter: FittingPredictions,
    change: Change,
    eventIds: readonly Id[],
  ): Promise<number>;
  /**
   * Lists, in id order, the deleted predictions that can be restored and whose items are not deleted. Must neither skip
   * nor repeat a prediction that is deleted throughout the walk.
   */
  listDeleted(restorableSince: Timestamp, page: PageRequest): Promise<Page<ListedPrediction>>;
  /**
   * Must restore, in one statement, a prediction that was deleted after `restorableSince`, unless its item has another
   * one of the same model and model version. This must hold also if an import creates one at the same time. One
   * `goldset.prediction.restored` event.
   */
  restore(id: Id, restorableSince: Timestamp, change: Change, eventId: Id): Promise<PredictionRestoration>;
}

/** The predictions of one project. */
export interface PredictionsRepository extends PredictionDeletions {
  /**
   * Must write the batch as one atomic unit and resolve to one outcome per line, in their order:
   * - a line whose item does not exist is rejected with `not_found` at the field that names the item;
   * - a line creates a prediction if the item has none of its model and model version;
   * - if there is one with an equal `value` and `score`, the line is unchanged. Both are compared as JSON values; a
   *   value that an earlier release stored as it was sent is compared with `sent`; a line without `score` leaves the
   *   score as it is. A line that names another `annotation_ui_version` than the stored one has other content;
   * - a line with other content is rejected with `already_exists`, or replaces the prediction with
   *   `on_conflict: 'update'`. The validation error is `predictionExists`, or `predictionOfOtherUI` if only the
   *   annotation UI differs.
   *
   * A prediction that a line creates or replaces gets `checked_against` as its `annotation_ui_version`.
   *
   * Events are noted as by `ItemsRepository.importBatch`.
   *
   * Lines take effect as if they came one after another, also if two of them name one item by different names, and if
   * several imports run at the same time. One `goldset.predictions.imported` event names what changed; only lines that
   * had to be looked at again may cause further events. Writes nothing, and resolves to the reason, if the project is
   * deleted or the authority of the scope has ended.
   */
  importBatch(batch: PredictionBatch): Promise<readonly LineOutcome[] | EndedAuthority>;
  /**
   * Reads the lengths of the texts under `keys` in the data of the item that each line names, in the order of the
   * lines; `undefined` for an item that does not exist. Resolves to the reason instead if the authority of the scope
   * has ended.
   */
  textLengths(
    lines: readonly Pick<ImportPrediction, 'external_id' | 'item_id'>[],
    keys: readonly string[],
  ): Promise<readonly (TextLengths | undefined)[] | EndedAuthority>;
  /** Resolves to `undefined` if this project has no such prediction. */
  find(id: Id): Promise<Prediction | undefined>;
  /** Lists predictions in id order. Must neither skip nor repeat a prediction that exists throughout the walk. */
  list(filter: PredictionFilter, page: PageRequest): Promise<Page<Prediction>>;
}
