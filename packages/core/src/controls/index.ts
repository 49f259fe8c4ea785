export { Control, controlModules } from './registry.ts';
export type { ControlModule } from './control.ts';
export { answerSchema, equalAnswers, validateAnswer } from './answer.ts';
export type { AnswerSchema } from './answer.ts';
