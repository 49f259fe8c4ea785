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
  /** Must store it under the next version: the versions of a project have no gap and no duplicate, also when several are added at once. */
  add(guideline: NewGuideline): Promise<Guideline | undefined>;
  /** In version order; a position's key is a version. */
  list(page: PageRequest): Promise<Page<Guideline>>;
  /** Resolves to `undefined` when this project has no such version. */
  find(version: number | 'latest'): Promise<Guideline | undefined>;
}
