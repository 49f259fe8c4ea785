import type { Id, Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { AnnotationUI, CreateAnnotationUI } from './transports.ts';

/** An annotation UI to be stored. */
export interface NewAnnotationUI extends CreateAnnotationUI {
  readonly id: Id;
  readonly created_by: Id;
  readonly created_at: Timestamp;
}

/** The annotation UIs of one project. */
export interface AnnotationUisRepository {
  /** Must store it under the next version: the versions of a project have no gap and no duplicate, also when several are added at once. */
  add(ui: NewAnnotationUI): Promise<AnnotationUI | undefined>;
  /** In version order; a position's key is a version. */
  list(page: PageRequest): Promise<Page<AnnotationUI>>;
  /** Resolves to `undefined` when this project has no such version. */
  find(version: number | 'latest'): Promise<AnnotationUI | undefined>;
  /** The one that the latest guideline names. Resolves to `undefined` when this project has no guideline. */
  findInForce(): Promise<AnnotationUI | undefined>;
}
