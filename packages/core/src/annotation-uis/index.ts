export { AnnotationUI, CreateAnnotationUI } from './transports.ts';
export type { AnnotationUisRepository, NewAnnotationUI } from './repository.ts';
export { annotationUiEvents } from './events.ts';
export { createAnnotationUI } from './create-annotation-ui.ts';
export type { CreateAnnotationUI as CreateAnnotationUIUseCase, CreateAnnotationUIInput } from './create-annotation-ui.ts';
export { listAnnotationUIs } from './list-annotation-uis.ts';
export type { ListAnnotationUIs } from './list-annotation-uis.ts';
export { getAnnotationUI } from './get-annotation-ui.ts';
export type { GetAnnotationUI } from './get-annotation-ui.ts';
