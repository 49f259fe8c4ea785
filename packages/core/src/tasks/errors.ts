import type { NotYours } from '../access/index.ts';

/** What is answered to who may read a task and wants to do what its annotator alone can. */
export const onlyItsAnnotator: NotYours = {
  code: 'forbidden',
  detail: 'Only the annotator who claimed this task can renew or submit it.',
};

/** The task is no longer the annotator's: it was released, skipped, or its lease ended and a claim took its place. `detail` says which, and what to do. */
export interface LeaseLost {
  readonly code: 'lease_lost';
  readonly detail: string;
}

/** The task was submitted already, with another value or where no submitted task is wanted. */
export interface AlreadySubmitted {
  readonly code: 'already_submitted';
}
