import { z } from 'zod';

/** Counts the changes of a thing's own fields, from 1. Counters and derived state do not change the revision. */
export const Revision = z.int().min(1).meta({
  description:
    'Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it.',
});

/** The condition of a change. */
export interface Conditional {
  /**
   * The change is made only if the current revision is one of these; absent: at any revision. Data that never changes
   * has revision 1.
   */
  readonly if_revision?: readonly number[] | undefined;
}

/** Returns whether `if_revision` excludes this revision. */
export const isStale = ({ if_revision }: Conditional, revision = 1): boolean =>
  if_revision !== undefined && !if_revision.includes(revision);

/** The outcome of an update, and the state after it; `undefined` if there is nothing to update. */
export type Update<T, Refusal extends string = never> =
  | { readonly outcome: 'changed' | 'unchanged' | 'stale' | Refusal; readonly value: T }
  | undefined;
