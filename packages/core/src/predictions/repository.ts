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

/** Lines of an import that are written together. `id` is the id that the prediction gets if the line creates one; ids ascend. */
export type PredictionBatch = LineBatch<{
  readonly id: Id;
  readonly prediction: ImportPrediction;
  /** The version of the annotation UI that the value was checked against; `null` where it is not known, as of what an earlier release imported. */
  readonly checked_against: number | null;
  /** The value as it was sent, where that is another one than its canonical form. */
  readonly sent?: JsonObject | undefined;
  /** When it was imported first, if it comes from another project and is new. */
  readonly created_at?: Timestamp | undefined;
}>;

/** How long the texts of an item's data are, in Unicode code points, by their keys. What is no text is not in it. */
export type TextLengths = Readonly<Record<string, number>>;

/** What became of a prediction that is to be restored: it is back, or it is not, since the item has another one of its model and version. `undefined`: no such prediction can be restored. */
export type PredictionRestoration = Prediction | 'taken' | undefined;

/** Deleted predictions of one project: they are gone for every other method of every repository, and can be restored for a time. */
export interface PredictionDeletions {
  /** How many predictions fit the filter, and the ids of the first of them: at most `limit`, but all of each item, and those of one item at least. */
  findToDelete(filter: FittingPredictions, now: Timestamp, limit: number): Promise<ToDelete>;
  /** Must delete those of the predictions that still fit the filter, if there is one, in one statement, with one `goldset.prediction.deleted` event each, and resolve to how many these were. */
  deleteFitting(
    ids: readonly Id[],
    filter: FittingPredictions,
    change: Change,
    eventIds: readonly Id[],
  ): Promise<number>;
  /** The deleted ones that can be restored, of items that are there, in id order. Must neither skip nor repeat one that is deleted throughout the walk. */
  listDeleted(restorableSince: Timestamp, page: PageRequest): Promise<Page<ListedPrediction>>;
  /**
   * Must bring back, in one statement, a prediction that was deleted after `restorableSince`, unless there is another one of its item, model and model version, also when an
   * import makes one at once. One `goldset.prediction.restored` event.
   */
  restore(id: Id, restorableSince: Timestamp, change: Change, eventId: Id): Promise<PredictionRestoration>;
}

/** The predictions of one project. */
export interface PredictionsRepository extends PredictionDeletions {
  /**
   * Must write the batch as one atomic unit and resolve to one outcome per line, in their order:
   * - a line whose item is not there is rejected with `not_found` at the name it was given;
   * - a line of an item, model and model version of which there is no prediction creates one;
   * - where there is one with an equal `value` and `score` (as JSON values; one that an earlier release kept as it was sent is equal to `sent`; a line without `score` leaves it as it is), the line is unchanged,
   *   unless it names an `annotation_ui_version` that is not the one that is kept: that is other content;
   * - with other content it is rejected with `already_exists` (`predictionExists`; `predictionOfOtherUI` where only the annotation UI is another one), or with `on_conflict: 'update'` replaces it.
   *
   * A prediction that a line creates or replaces has `checked_against` as its `annotation_ui_version`.
   *
   * Events are noted as by `ItemsRepository.importBatch`.
   *
   * Lines are treated as if they came one after another, also where two of them name one item by different names, and where
   * several imports run at once. What changed is named by `goldset.predictions.imported`: one event, but for lines that had
   * to be looked at again. Writes nothing, and resolves to why, once the project is deleted or the authority of the scope has ended.
   */
  importBatch(batch: PredictionBatch): Promise<readonly LineOutcome[] | EndedAuthority>;
  /** The lengths of the texts under `keys` in the data of the item that each line names, in their order; `undefined` for an item that is not there; or why the authority of the scope has ended. */
  textLengths(
    lines: readonly Pick<ImportPrediction, 'external_id' | 'item_id'>[],
    keys: readonly string[],
  ): Promise<readonly (TextLengths | undefined)[] | EndedAuthority>;
  /** Resolves to `undefined` when there is no such prediction in this project. */
  find(id: Id): Promise<Prediction | undefined>;
  /** In id order. Must neither skip nor repeat a prediction that is there throughout the walk. */
  list(filter: PredictionFilter, page: PageRequest): Promise<Page<Prediction>>;
}
