export { AnnotationUI, CreateAnnotationUI } from './transports.ts';
export type { AnnotationUisRepository, NewAnnotationUI } from './repository.ts';
export { annotationUiNotFound } from './annotation-ui-not-found.ts';
export { annotationUiEvents } from './events.ts';
export { allAnnotationUis } from './all-annotation-uis.ts';
export type {
  CreateAnnotationUI as CreateAnnotationUIUseCase,
  CreateAnnotationUIInput,
} from './create-annotation-ui.ts';
export type { ListAnnotationUIs } from './list-annotation-uis.ts';
export type { GetAnnotationUI } from './get-annotation-ui.ts';
export type { GetAnnotationUISchema } from './get-annotation-ui-schema.ts';
export { annotationUiOperations } from './operations.ts';
