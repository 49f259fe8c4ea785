export { ImportPrediction, ImportPredictions, Prediction, PredictionFilter } from './transports.ts';
export type { PredictionBatch, PredictionsRepository, TextLengths } from './repository.ts';
export { predictionExists } from './prediction.ts';
export { predictionEvents } from './events.ts';
export { importPredictions } from './import-predictions.ts';
export type { ImportPredictions as ImportPredictionsUseCase, ImportPredictionsInput } from './import-predictions.ts';
export { listPredictions } from './list-predictions.ts';
export type { ListPredictions } from './list-predictions.ts';
