export { Progress } from './transports.ts';
export type { ProgressRepository } from './repository.ts';
export { getProgress } from './get-progress.ts';
export type { GetProgress } from './get-progress.ts';
