export { Control, controlModules, moduleOf } from './registry.ts';
export type { ControlModule } from './control.ts';
export { AnswerSchema, answerSchema, equalAnswers, needsTextLength, validateAnswer } from './answer.ts';
