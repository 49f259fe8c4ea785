import type { EndedAuthority } from '../access/index.ts';
import type { LineBatch, LineOutcome } from '../imports/index.ts';
import type { Id, JsonObject, Page, PageRequest } from '../kernel/index.ts';
import type { ImportPrediction, Prediction, PredictionFilter } from './transports.ts';

/** Lines of an import that are written together. `id` is the id that the prediction gets if the line creates one; ids ascend. */
export type PredictionBatch = LineBatch<{
  readonly id: Id;
  readonly prediction: ImportPrediction;
  /** The value as it was sent, where that is another one than its canonical form. */
  readonly sent?: JsonObject | undefined;
}>;

/** How long the texts of an item's data are, in Unicode code points, by their keys. What is no text is not in it. */
export type TextLengths = Readonly<Record<string, number>>;

/** The predictions of one project. */
export interface PredictionsRepository {
  /**
   * Must write the batch as one atomic unit and resolve to one outcome per line, in their order:
   * - a line whose item is not there is rejected with `not_found` at the name it was given;
   * - a line of an item, model and model version of which there is no prediction creates one;
   * - where there is one with an equal `value` and `score` (as JSON values; one that an earlier release kept as it was sent is equal to `sent`; a line without `score` leaves it as it is), the line is unchanged;
   * - with other content it is rejected with `already_exists`, or with `on_conflict: 'update'` replaces it.
   *
   * Events are noted as by `ItemsRepository.importBatch`.
   *
   * Lines are treated as if they came one after another, also where two of them name one item by different names, and where
   * several imports run at once. What changed is named by `goldset.predictions.imported`: one event, but for lines that had
   * to be looked at again. Writes nothing, and resolves to why, once the project is deleted or the authority of the scope has ended.
   */
  importBatch(batch: PredictionBatch): Promise<readonly LineOutcome[] | EndedAuthority>;
  /** The lengths of the texts under `keys` in the data of the item that each line names, in their order; `undefined` for an item that is not there; or why the authority of the scope has ended. */
  textLengths(lines: readonly Pick<ImportPrediction, 'external_id' | 'item_id'>[], keys: readonly string[]): Promise<readonly (TextLengths | undefined)[] | EndedAuthority>;
  /** In id order. Must neither skip nor repeat a prediction that is there throughout the walk. */
  list(filter: PredictionFilter, page: PageRequest): Promise<Page<Prediction>>;
}
