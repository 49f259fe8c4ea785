export type * from './api.ts';
export { createClient } from './client.ts';
export type {
  Answers,
  Calls,
  Client,
  ClientOptions,
  Export,
  ImportOptions,
  Lines,
  Table,
  TableOptions,
} from './client.ts';
export { createGoldset } from './goldset.ts';
export type { Goldset } from './goldset.ts';
export { GoldsetError } from './goldset-error.ts';
export type { GoldsetErrorParts, ImportCounts, ProblemCode } from './goldset-error.ts';
export type { Source } from './ndjson.ts';
export type {
  Answer,
  BodyOf,
  DataOf,
  ImportPath,
  InitOf,
  JsonPathOf,
  LineOf,
  ListPath,
  Method,
  Operation,
  PageOf,
  ParametersOf,
  PathOf,
  QueryOf,
  RequestOptions,
  RowOf,
  TablePath,
} from './operations.ts';
export type {
  BodyCall,
  CallOptions,
  ExportCall,
  ImportCall,
  List,
  ListCall,
  Mode,
  Outcome,
  PlainCall,
  QueryCall,
} from './resource-calls.ts';
export type * from './resources.ts';
export type { Clock } from './retry.ts';
