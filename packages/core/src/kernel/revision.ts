import { z } from 'zod';

/** How many times the fields of a thing were changed, counting from 1. What is counted of it, and its state, do not change it. */
export const Revision = z.int().min(1).meta({
  description:
    'Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it.',
});

/** What a change may depend on. */
export interface Conditional {
  /** The change is made only of a thing that is at one of these revisions; absent, of any. A thing that is never changed is at 1. */
  readonly if_revision?: readonly number[] | undefined;
}

/** Whether a change is not to be made of a thing at this revision. */
export const isStale = ({ if_revision }: Conditional, revision = 1): boolean =>
  if_revision !== undefined && !if_revision.includes(revision);

/** What became of an update, and the thing as it is after it; `undefined` where there is none. */
export type Update<T, Refusal extends string = never> =
  | { readonly outcome: 'changed' | 'unchanged' | 'stale' | Refusal; readonly value: T }
  | undefined;
