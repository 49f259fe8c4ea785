export { Guideline, PublishGuideline } from './transports.ts';
export type { GuidelinesRepository, NewGuideline } from './repository.ts';
export { guidelineEvents } from './events.ts';
export type { PublishGuideline as PublishGuidelineUseCase, PublishGuidelineInput } from './publish-guideline.ts';
export type { ListGuidelines } from './list-guidelines.ts';
export type { GetGuideline } from './get-guideline.ts';
export { guidelineOperations } from './operations.ts';
