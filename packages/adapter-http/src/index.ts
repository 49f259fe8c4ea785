export { createHttpApp } from './app.ts';
export { startingAnswer } from './starting.ts';
export type { AnswerRecord, Environment, HttpAppOptions, Metrics } from './environment.ts';
export type { Logger } from './log.ts';
export { unreadable } from './problem.ts';
export { requestIdOf } from './request-id.ts';
export type { UnreadableCode } from './problem.ts';
export { openApiDocument, openApiYaml } from './openapi.ts';
