export { AnnotatorProgress, Progress } from './transports.ts';
export type { ProgressRepository } from './repository.ts';
export type { GetProgress } from './get-progress.ts';
export type { ListAnnotatorProgress } from './list-annotator-progress.ts';
export { progressOperations } from './operations.ts';
