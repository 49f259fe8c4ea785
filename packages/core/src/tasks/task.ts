import type { AlreadySubmitted, LeaseLost } from './errors.ts';
import type { Id } from '../kernel/index.ts';
import type { TaskState } from './transports.ts';

const lost = {
  skipped:
    'The task was skipped, and its place is free for others. To take the skip back, a manager puts the item back (`POST /projects/{project_id}/items/{item_id}/requeue`); then its annotator can claim it again.',
  released: 'The task was released, or its answer was deleted. Claim the item again to go on with it.',
  expired:
    'The lease of the task ended, and a claim took its place. Claim again, and renew a task that takes longer than its lease.',
  // A task never becomes claimed again, so this detail is only for a task that another request claimed or renewed at
  // this moment.
  claimed: 'The task was changed at this moment by another request. Read it, and ask again.',
} as const satisfies Record<Exclude<TaskState, 'submitted'>, string>;

/**
 * The error for an action that needs a claimed task, from the state of the task now. (A task never becomes claimed
 * again.)
 */
export const refusalOf = (state: TaskState): AlreadySubmitted | LeaseLost =>
  state === 'submitted' ? { code: 'already_submitted' } : { code: 'lease_lost', detail: lost[state] };

/**
 * A pseudo-random number in [0, 1) that depends on the id alone: the FNV-1a hash of its text, with the bits mixed by
 * the finaliser of MurmurHash3.
 */
export const placeOf = (id: Id): number => {
  let hash = 0x811c9dc5;
  for (const character of id) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
};

/** Whole seconds from `now` until a lease ends, at least 1. */
export const secondsUntil = (leaseEnd: string, now: string): number =>
  Math.max(1, Math.ceil((Date.parse(leaseEnd) - Date.parse(now)) / 1000));
