import { z } from 'zod';
import type { Id } from './id.ts';
import type { Transport } from './transport.ts';

/**
 * The outcome of a deletion: `deleted`, or the current revision if that is not one the request named. `undefined` if
 * there is nothing to delete.
 */
export type Deletion = 'deleted' | { readonly revision: number } | undefined;

/**
 * The maximum number of annotations or predictions that one request deletes, in one transaction. Those of one item are
 * deleted together, so a single item can exceed it.
 */
export const MAX_DELETED = 5000;

/** The number of matches that a request expects for its filter. */
export const ExpectedCount = z.int().min(0).meta({
  description:
    'How many fit the filter. Where it is another number, nothing is deleted, and the `409` says the number in `count`.',
});

/** The result of a deletion by filter. */
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
/** The result of a deletion by filter. */
export type DeletedMany = Transport<typeof DeletedMany>;

/** The matches of a filter: their number, and the ids of the first of them, which are to be deleted. */
export interface ToDelete {
  readonly count: number;
  readonly ids: readonly Id[];
}

/** Refuses an empty filter, so that a caller who leaves fields out does not delete everything. */
export const asksForSomething = ({ value, issues }: z.core.ParsePayload<object>): void => {
  // For a misspelt field, only that error is reported.
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
