import type { AlreadySubmitted, LeaseLost } from './errors.ts';
import type { TaskState } from './transports.ts';

/** Why an action on a claimed task was not done: what the task is by now. (A task never becomes claimed again.) */
export const refusalOf = (state: TaskState): AlreadySubmitted | LeaseLost =>
  state === 'submitted' ? { code: 'already_submitted' } : { code: 'lease_lost' };

/** Whole seconds from `now` until a lease ends, at least 1. */
export const secondsUntil = (leaseEnd: string, now: string): number => Math.max(1, Math.ceil((Date.parse(leaseEnd) - Date.parse(now)) / 1000));
