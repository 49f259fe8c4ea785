import type { Id, Page, PageRequest } from '../kernel/index.ts';
import type { Annotation } from './transports.ts';

/** Whose annotations: those of one annotator, or (`null`) of all. */
export interface Annotator {
  readonly annotator_id: Id | null;
}

/** The annotations of one project. They are written by the tasks that are submitted. */
export interface AnnotationsRepository {
  /** In id order. Must neither skip nor repeat an annotation that is there throughout the walk. */
  list(of: Annotator, page: PageRequest): Promise<Page<Annotation>>;
  /** Resolves to `undefined` when there is no such annotation of this annotator in this project. */
  find(of: Annotator, id: Id): Promise<Annotation | undefined>;
}
