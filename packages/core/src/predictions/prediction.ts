import { fault } from '../kernel/index.ts';
import type { Fault } from '../kernel/index.ts';

/**
 * The validation error of a line if its item has a prediction of the same model and model version with other content.
 */
export const predictionExists: Fault = fault(
  ['model_version'],
  'already_exists',
  'This version of the model has another prediction for the item; name a new version, or import with on_conflict=update to replace it.',
);

/**
 * The validation error of a line that names an annotation UI, if there is a prediction with equal content that was
 * checked against another annotation UI, or against one that is not known.
 */
export const predictionOfOtherUI: Fault = fault(
  ['annotation_ui_version'],
  'already_exists',
  'The item has an equal prediction of this version of the model, which was not checked against this annotation UI; leave `annotation_ui_version` out, or import with on_conflict=update to replace it.',
);
