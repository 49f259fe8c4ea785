import { fault } from '../kernel/index.ts';
import type { Fault } from '../kernel/index.ts';
import type { ImportPrediction } from './transports.ts';

/** The fault of a line that names an item that is not there. */
export const itemNotFound = ({ external_id }: Pick<ImportPrediction, 'external_id' | 'item_id'>): Fault =>
  fault([external_id === undefined ? 'item_id' : 'external_id'], 'not_found', 'There is no such item in this project; import it first.');

/** The fault of a line of whose item, model and model version there is a prediction with other content. */
export const predictionExists: Fault = fault(
  ['model_version'],
  'already_exists',
  'This version of the model has another prediction for the item; name a new version, or import with on_conflict=update to replace it.',
);
