import type { Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { AnnotatorProgress, Progress } from './transports.ts';

/** The counters of one project. */
export interface ProgressRepository {
  /**
   * Must equal a recount of the project's items and tasks at `now`, at a cost that grows with the leases that have ended and the items
   * that were skipped, and with nothing else in the project: a task whose lease has ended counts as expired, and its place as free.
   */
  read(now: Timestamp): Promise<Progress>;
  /**
   * Those who have a task or an annotation in the project, in the order of their ids. Must equal a recount at `now`, at a cost that
   * grows with the claimed tasks of those it names, and not with other tasks. A page may be short or empty with more to come.
   */
  listByAnnotator(page: PageRequest, now: Timestamp): Promise<Page<AnnotatorProgress>>;
}
