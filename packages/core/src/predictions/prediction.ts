import { fault } from '../kernel/index.ts';
import type { Fault } from '../kernel/index.ts';

/** The fault of a line of whose item, model and model version there is a prediction with other content. */
export const predictionExists: Fault = fault(
  ['model_version'],
  'already_exists',
  'This version of the model has another prediction for the item; name a new version, or import with on_conflict=update to replace it.',
);

/** The fault of a line that names an annotation UI, where there is a prediction with equal content that was checked against another one, or against none that is known. */
export const predictionOfOtherUI: Fault = fault(
  ['annotation_ui_version'],
  'already_exists',
  'The item has an equal prediction of this version of the model, which was not checked against this annotation UI; leave `annotation_ui_version` out, or import with on_conflict=update to replace it.',
);
