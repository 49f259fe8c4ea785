export { createHttpApp } from './app.ts';
export type { Environment, HttpAppOptions } from './environment.ts';
export type { Logger } from './log.ts';
export { openApiDocument, openApiYaml } from './openapi.ts';
