import { z } from 'zod';
import type { Id } from './id.ts';
import type { Transport } from './transport.ts';

/** What became of a deletion: done, or not, since the thing is at another revision than the one that was to be deleted. `undefined`: there is no such thing. */
export type Deletion = 'deleted' | { readonly revision: number } | undefined;

/** How many things one request deletes at most, in one transaction. */
export const MAX_DELETED = 5000;

/** How many things a request expects to fit its filter. */
export const ExpectedCount = z.int().min(0).meta({
  description:
    'How many fit the filter. Where it is another number, nothing is deleted, and the `409` says the number in `count`.',
});

/** What a deletion of many things did. */
export const DeletedMany = z
  .object({
    deleted: z
      .int()
      .min(0)
      .meta({
        description: `How many were deleted, in one transaction: all that fit the filter, or the first of them, at most about ${MAX_DELETED.toLocaleString('en')}.`,
      }),
    remaining: z.int().min(0).meta({
      description:
        'How many more fitted the filter. Where it is not 0, repeat the request with this number as its `expected_count`.',
    }),
  })
  .meta({ id: 'DeletedMany' });
/** What a deletion of many things did. */
export type DeletedMany = Transport<typeof DeletedMany>;

/** Things that fit a filter: how many, and the first of them, which are to be deleted. */
export interface ToDelete {
  readonly count: number;
  readonly ids: readonly Id[];
}

/** Refuses a filter in which nothing is asked for, so that nobody deletes everything by leaving something out. */
export const asksForSomething = ({ value, issues }: z.core.ParsePayload<object>): void => {
  // Of a field that is misspelt that alone is said.
  if (issues.length === 0 && Object.values(value).every((wanted) => wanted === undefined)) {
    issues.push({
      code: 'custom',
      input: value,
      path: [],
      message: 'Name at least one filter: what is deleted must be said.',
      params: { fault: 'required' },
    });
  }
};
