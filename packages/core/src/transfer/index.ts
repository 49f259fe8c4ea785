export {
  hasParts,
  ImportedAnnotation,
  ImportedPrediction,
  ImportedSkip,
  ImportedUser,
  ImportItem,
  ImportItems,
} from './transports.ts';
export type { ImportItems as ImportItemsUseCase, ImportItemsInput } from './import-items.ts';
export { transferOperations } from './operations.ts';
