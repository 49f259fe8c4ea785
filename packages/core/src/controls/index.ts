export { Control, controlModules } from './registry.ts';
export type { ControlModule } from './control.ts';
export { equalAnswers, validateAnswer } from './answer.ts';
