import type { Progress } from './transports.ts';

/** The counters of one project. */
export interface ProgressRepository {
  /** Must equal a recount of the project's items and tasks, always, at a cost that does not grow with their number. */
  read(): Promise<Progress>;
}
