export type * from './api.ts';
export { createClient } from './client.ts';
export type { Answers, Calls, Client, ClientOptions, Export, ImportOptions, Lines, Table, TableOptions } from './client.ts';
export { GoldsetError } from './goldset-error.ts';
export type { GoldsetErrorParts, ImportCounts, ProblemCode } from './goldset-error.ts';
export type { Source } from './ndjson.ts';
export type { Answer, DataOf, ImportPath, InitOf, JsonPathOf, LineOf, ListPath, Method, Operation, PageOf, ParametersOf, PathOf, RequestOptions, RowOf, TablePath } from './operations.ts';
export type { Clock } from './retry.ts';
