export { Control, controlModules, moduleOf } from './registry.ts';
export type { ControlModule } from './control.ts';
export { AnswerSchema, answerSchema, equalAnswers, validateAnswer } from './answer.ts';
