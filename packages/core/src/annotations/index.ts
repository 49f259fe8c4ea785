export { Annotation, AnnotationFilters, AnnotationRevision, ImportAnnotation, ImportAnnotations, ImportRevision, ReviseAnnotation } from './transports.ts';
export type {
  AnnotationsRepository,
  AnnotationToRevise,
  Annotator,
  AnswerKey,
  AnswerToImport,
  GivenValue,
  ImportedAnswer,
  ImportedRevision,
  KeptHistory,
  KeptRevision,
  ListedAnnotations,
  NamedUser,
  NewExternalUser,
  NewRevision,
} from './repository.ts';
export { annotationEvents } from './events.ts';
export { listAnnotations } from './list-annotations.ts';
export type { ListAnnotations } from './list-annotations.ts';
export { getAnnotation } from './get-annotation.ts';
export type { GetAnnotation } from './get-annotation.ts';
export { reviseAnnotation } from './revise-annotation.ts';
export type { ReviseAnnotation as ReviseAnnotationUseCase, ReviseAnnotationInput } from './revise-annotation.ts';
export { listAnnotationRevisions } from './list-annotation-revisions.ts';
export type { ListAnnotationRevisions } from './list-annotation-revisions.ts';
export { newAnnotationImporter } from './annotation-importer.ts';
export { importAnnotations } from './import-annotations.ts';
export type { ImportAnnotations as ImportAnnotationsUseCase, ImportAnnotationsInput } from './import-annotations.ts';
