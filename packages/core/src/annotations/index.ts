export {
  Annotation,
  AnnotationFilters,
  AnnotationRevision,
  DeleteAnnotations,
  FittingAnnotations,
  ImportAnnotation,
  ImportAnnotations,
  ImportRevision,
  ListedAnnotation,
  ReviseAnnotation,
} from './transports.ts';
export type {
  AnnotationDeletions,
  AnnotationRestoration,
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
export { controlColumns } from './answer-columns.ts';
export type { AnswerColumn } from './answer-columns.ts';
export { annotationEvents } from './events.ts';
export type { ListAnnotations, ListAnnotationsInput } from './list-annotations.ts';
export type { GetAnnotation } from './get-annotation.ts';
export type { ReviseAnnotation as ReviseAnnotationUseCase, ReviseAnnotationInput } from './revise-annotation.ts';
export type { DeleteAnnotation } from './delete-annotation.ts';
export type { DeleteAnnotations as DeleteAnnotationsUseCase, DeleteAnnotationsInput } from './delete-annotations.ts';
export type { RestoreAnnotation } from './restore-annotation.ts';
export type { ListAnnotationRevisions } from './list-annotation-revisions.ts';
export type { AnswerLine, Naming } from './answer-line.ts';
export { newAnnotationImporter } from './annotation-importer.ts';
export type { AnswerImporting } from './annotation-importer.ts';
export type { ImportAnnotations as ImportAnnotationsUseCase, ImportAnnotationsInput } from './import-annotations.ts';
export { annotationOperations } from './operations.ts';
