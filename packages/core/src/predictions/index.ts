export {
  DeletePredictions,
  FittingPredictions,
  ImportPrediction,
  ImportPredictions,
  ListedPrediction,
  Prediction,
  PredictionFilter,
} from './transports.ts';
export type {
  PredictionBatch,
  PredictionDeletions,
  PredictionRestoration,
  PredictionsRepository,
  TextLengths,
} from './repository.ts';
export { newControlsReader } from './controls-reader.ts';
export type { AnnotationUiReading, ReadControls } from './controls-reader.ts';
export { predictionExists, predictionOfOtherUI } from './prediction.ts';
export { predictionEvents } from './events.ts';
export type { GetPrediction } from './get-prediction.ts';
export type { ImportPredictions as ImportPredictionsUseCase, ImportPredictionsInput } from './import-predictions.ts';
export type { ListPredictions, ListPredictionsInput } from './list-predictions.ts';
export type { DeletePrediction } from './delete-prediction.ts';
export type { DeletePredictions as DeletePredictionsUseCase, DeletePredictionsInput } from './delete-predictions.ts';
export type { RestorePrediction } from './restore-prediction.ts';
export { predictionDeletionOperations, predictionOperations } from './operations.ts';
