export { forgetAnswers } from './forget-answers.ts';
export type { ForgetAnswers } from './forget-answers.ts';
export { purgeDeleted } from './purge-deleted.ts';
export type { PurgeDeleted } from './purge-deleted.ts';
