export { Guideline, PublishGuideline } from './transports.ts';
export type { GuidelinesRepository, NewGuideline } from './repository.ts';
export { guidelineEvents } from './events.ts';
export { publishGuideline } from './publish-guideline.ts';
export type { PublishGuideline as PublishGuidelineUseCase, PublishGuidelineInput } from './publish-guideline.ts';
export { listGuidelines } from './list-guidelines.ts';
export type { ListGuidelines } from './list-guidelines.ts';
export { getGuideline } from './get-guideline.ts';
export type { GetGuideline } from './get-guideline.ts';
