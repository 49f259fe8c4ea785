import type { Id, Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { Guideline } from './transports.ts';

/** A guideline to be published. */
export interface NewGuideline {
  readonly id: Id;
  readonly text: string;
  readonly annotation_ui_version: number;
  readonly created_by: Id;
  readonly created_at: Timestamp;
}

/** The guidelines of one project. */
export interface GuidelinesRepository {
  /**
   * Must store the guideline under the next version. The versions of a project must have no gap and no duplicate, also
   * if several are added at the same time. Resolves to `undefined` if the id is taken.
   */
  add(guideline: NewGuideline): Promise<Guideline | undefined>;
  /** Lists guidelines in the order of their versions. The key of a position is a version. */
  list(page: PageRequest): Promise<Page<Guideline>>;
  /** Resolves to `undefined` if this project has no such version. */
  find(version: number | 'latest'): Promise<Guideline | undefined>;
}
