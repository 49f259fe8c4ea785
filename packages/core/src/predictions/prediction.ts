import { fault } from '../kernel/index.ts';
import type { Fault } from '../kernel/index.ts';

/** The fault of a line of whose item, model and model version there is a prediction with other content. */
export const predictionExists: Fault = fault(
  ['model_version'],
  'already_exists',
  'This version of the model has another prediction for the item; name a new version, or import with on_conflict=update to replace it.',
);
