import type { NotYours } from '../access/index.ts';

/** The error for a caller who may read a task but is not its annotator, and tries what only its annotator may do. */
export const onlyItsAnnotator: NotYours = {
  code: 'forbidden',
  detail: 'Only the annotator who claimed this task can renew or submit it.',
};

/**
 * The annotator no longer holds the task: it was released or skipped, or its lease ended and another claim took its
 * place. `detail` says which, and what to do.
 */
export interface LeaseLost {
  readonly code: 'lease_lost';
  readonly detail: string;
}

/** The task was submitted already: with another value, or the request needs a task that is not submitted. */
export interface AlreadySubmitted {
  readonly code: 'already_submitted';
}
