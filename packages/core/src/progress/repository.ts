import type { Page, PageRequest, Timestamp } from '../kernel/index.ts';
import type { AnnotatorProgress, Progress } from './transports.ts';

/** The counters of one project. */
export interface ProgressRepository {
  /**
   * Must equal a recount of the project's items and tasks at `now`. A task whose lease has ended counts as expired, and
   * its place as free. The cost must grow only with the number of ended leases and of skipped items.
   */
  read(now: Timestamp): Promise<Progress>;
  /**
   * Lists, in the order of their ids, the users who have a task or an annotation in the project. Must equal a recount
   * at `now`. The cost must grow with the claimed tasks of the users on the page, and not with other tasks. A page may
   * be short or empty although more pages follow.
   */
  listByAnnotator(page: PageRequest, now: Timestamp): Promise<Page<AnnotatorProgress>>;
}
