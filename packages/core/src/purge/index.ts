export { forgetAnswers } from './forget-answers.ts';
export type { ForgetAnswers } from './forget-answers.ts';
export { forgetRates } from './forget-rates.ts';
export type { ForgetRates } from './forget-rates.ts';
export { forgetWaiting } from './forget-waiting.ts';
export type { ForgetWaiting } from './forget-waiting.ts';
export { purgeableUntil, purgeDeleted } from './purge-deleted.ts';
export type { AbortSignalLike, PurgeDeleted } from './purge-deleted.ts';
