import { DeletedMany } from '@goldset/core';
import { found } from '../response/answer.ts';

/**
 * The common part of endpoints that delete everything that matches a filter, if the number is the one that the caller
 * expects.
 */
export const countedDeletion = {
  description:
    'Those that fit all that `filter` names. Where they are not `expected_count`, nothing is deleted, and the `409` says in `count` how many they are; with 0 it is a way to count. One request deletes, in one transaction, all that it has counted, or the first of them, at most about 5,000: repeat it with `remaining` as the next `expected_count` until that is 0.',
  answer: found(DeletedMany, { deleted: 128, remaining: 0 }, 'How many were deleted, and how many are left.'),
  errors: ['unexpected_count'],
} as const;
