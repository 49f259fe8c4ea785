export { AnnotatorProgress, Progress } from './transports.ts';
export type { ProgressRepository } from './repository.ts';
export { getProgress } from './get-progress.ts';
export type { GetProgress } from './get-progress.ts';
export { listAnnotatorProgress } from './list-annotator-progress.ts';
export type { ListAnnotatorProgress } from './list-annotator-progress.ts';
