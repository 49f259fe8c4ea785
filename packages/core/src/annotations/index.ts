export { Annotation } from './transports.ts';
export type { AnnotationsRepository, Annotator } from './repository.ts';
export { listAnnotations } from './list-annotations.ts';
export type { ListAnnotations } from './list-annotations.ts';
export { getAnnotation } from './get-annotation.ts';
export type { GetAnnotation } from './get-annotation.ts';
