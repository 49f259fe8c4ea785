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
  /**
   * Must store the annotation UI under the next version. The versions of a project must have no gap and no duplicate,
   * also if several are added at the same time. Resolves to `undefined` if the id is taken.
   */
  add(ui: NewAnnotationUI): Promise<AnnotationUI | undefined>;
  /** Lists annotation UIs in the order of their versions. The key of a position is a version. */
  list(page: PageRequest): Promise<Page<AnnotationUI>>;
  /** Resolves to `undefined` if this project has no such version. */
  find(version: number | 'latest'): Promise<AnnotationUI | undefined>;
  /**
   * Reads the annotation UI that the latest guideline names. Resolves to `undefined` if this project has no guideline.
   */
  findInForce(): Promise<AnnotationUI | undefined>;
}
