import type { Page, PageRequest } from '../kernel/index.ts';
import type { AnnotatorProgress, Progress } from './transports.ts';

/** The counters of one project. */
export interface ProgressRepository {
  /** Must equal a recount of the project's items and tasks, always, at a cost that does not grow with their number. */
  read(): Promise<Progress>;
  /**
   * Those who have a task or an annotation in the project, in the order of their ids. Must equal a recount, always, at a cost that
   * does not grow with the number of tasks. A page may be short or empty with more to come.
   */
  listByAnnotator(page: PageRequest): Promise<Page<AnnotatorProgress>>;
}
