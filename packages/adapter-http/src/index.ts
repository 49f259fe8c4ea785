export { createHttpApp } from './app.ts';
export type { HttpApp } from './app.ts';
export { startingAnswer } from './health/starting.ts';
export type { AnswerRecord, Environment, HttpAppOptions, Metrics } from './environment.ts';
export type { Logger } from './log.ts';
export { unreadable } from './response/problem.ts';
export { requestIdOf } from './request/request-id.ts';
export type { UnreadableCode } from './response/problem.ts';
export { openApiDocument, openApiYaml } from './contract/openapi.ts';
