import { z } from 'zod';
import { itemName, namesOneItem } from '../items/index.ts';
import {
  asksForSomething,
  ExpectedCount,
  Id,
  JsonObject,
  optional,
  Timestamp,
  TimestampInput,
  Version,
  visibleText,
} from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';

const Model = visibleText(200);

/** A value that a model predicted for an item. */
export const Prediction = z
  .object({
    id: Id,
    item_id: Id,
    model: Model,
    model_version: Model,
    score: z.number().nullable(),
    value: JsonObject,
    annotation_ui_version: z.int().nullable().meta({
      description:
        'The annotation UI that `value` was checked against; `null` where it was imported before Goldset kept that.',
    }),
    created_at: Timestamp,
  })
  .meta({ id: 'Prediction' });
/** A value that a model predicted for an item. */
export type Prediction = Transport<typeof Prediction>;

/** A prediction in a list, which may be a list of deleted ones. */
export const ListedPrediction = Prediction.extend({
  deleted_at: Timestamp.optional().meta({ description: 'When it was deleted: in the list of deleted ones only.' }),
}).meta({ id: 'ListedPrediction' });
/** A prediction in a list, which may be a list of deleted ones. */
export type ListedPrediction = Transport<typeof ListedPrediction>;

/** One line of an import: a value that a model predicted for an item, which the line names by one of its two names. */
export const ImportPrediction = z
  .strictObject({
    ...itemName,
    model: Model,
    model_version: Model,
    // Adding 0 turns `-0` into 0.
    score: optional(z.number().overwrite((score) => score + 0)),
    value: JsonObject.meta({
      description: 'The answer of each control, under its name; none has to be there. Must fit the annotation UI.',
    }),
    annotation_ui_version: optional(Version).meta({
      description:
        'The annotation UI that the value was made for, which the project must have. Default: the one in force when the import begins.',
    }),
  })
  .check(namesOneItem)
  .meta({
    id: 'ImportPrediction',
    description: 'Names its item by `external_id` or by `item_id`.',
    example: {
      external_id: 'sentence-1',
      model: 'sentiment-small',
      model_version: '3',
      score: 0.97,
      value: { sentiment: 'positive' },
    },
  });
/** One line of an import: a value that a model predicted for an item. */
export type ImportPrediction = Transport<typeof ImportPrediction>;

/** An import of predictions as one JSON document. */
export const ImportPredictions = z
  .strictObject({ predictions: z.array(ImportPrediction) })
  .meta({ id: 'ImportPredictions' });

/** Filters a list of predictions by item, by model, or not at all. */
export const PredictionFilter = z.strictObject({
  item_id: Id.optional().meta({ description: 'Only those of this item.' }),
  model: Model.optional().meta({ description: 'Only those of this model, in whatever version.' }),
});
/** Filters a list of predictions. */
export type PredictionFilter = Transport<typeof PredictionFilter>;

/** Filters the predictions to delete. A prediction must match all conditions, and there must be at least one. */
export const FittingPredictions = z
  .strictObject({
    item_id: optional(Id).meta({ description: 'Those of this item.' }),
    model: optional(Model).meta({ description: 'Those of this model.' }),
    model_version: optional(Model).meta({ description: 'Those of this version of a model.' }),
    created_after: optional(TimestampInput).meta({ description: 'Those made later than this moment.' }),
    created_before: optional(TimestampInput).meta({ description: 'Those made earlier than this moment.' }),
  })
  .check(asksForSomething)
  .meta({ id: 'FittingPredictions', minProperties: 1 });
/** Filters the predictions to delete. */
export type FittingPredictions = Transport<typeof FittingPredictions>;

/** The request to delete all predictions that match a filter. */
export const DeletePredictions = z.strictObject({ filter: FittingPredictions, expected_count: ExpectedCount }).meta({
  id: 'DeletePredictions',
  example: { filter: { model: 'sentiment-small', model_version: '3' }, expected_count: 128 },
});
/** The request to delete all predictions that match a filter. */
export type DeletePredictions = Transport<typeof DeletePredictions>;
