import { operationsOf } from '../access/index.ts';
import { deletePrediction } from './delete-prediction.ts';
import { deletePredictions } from './delete-predictions.ts';
import { getPrediction } from './get-prediction.ts';
import { importPredictions } from './import-predictions.ts';
import { listPredictions } from './list-predictions.ts';
import { restorePrediction } from './restore-prediction.ts';

/** The operations of predictions. */
export const predictionOperations = operationsOf({ importPredictions, listPredictions, getPrediction });

/** The operations that delete and restore predictions. */
export const predictionDeletionOperations = operationsOf({ deletePrediction, deletePredictions, restorePrediction });
