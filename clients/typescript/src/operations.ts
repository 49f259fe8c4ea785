import type { lists, paths } from './api.ts';

/** The methods of the operations. */
export type Method = 'get' | 'post' | 'patch' | 'delete';

/** The paths that have an operation with this method, as templates of the contract. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends { readonly [K in M]: object } ? P : never;
}[keyof paths];

/** An operation of the contract. */
export type Operation<M extends Method, P extends PathOf<M>> = paths[P] extends { readonly [K in M]: infer O }
  ? O
  : never;

type Parameters<O> = O extends { readonly parameters: infer P } ? P : never;
type Headed<O> = O extends { readonly parameters: { readonly header?: infer H } }
  ? [NonNullable<H>] extends [never]
    ? unknown
    : Partial<NonNullable<H>>
  : unknown;
type Content<T> = NonNullable<T> extends { readonly content: infer C } ? C : never;
type BodyContent<O> = O extends { readonly requestBody?: infer R } ? Content<R> : never;

/** The JSON body that an operation accepts. */
export type BodyOf<O> = BodyContent<O> extends { readonly 'application/json': infer B } ? B : never;

type JsonBody<O> =
  BodyContent<O> extends { readonly 'application/json': infer B }
    ? Record<never, never> extends B
      ? { readonly body?: B }
      : { readonly body: B }
    : { readonly body?: never };

/** The path and query parameters of a request, as far as the operation has any. */
export type ParametersOf<O> = Pick<Parameters<O>, Extract<keyof Parameters<O>, 'path' | 'query'>>;

/** The query parameters of an operation; `never` if it has none. */
export type QueryOf<O> = NonNullable<Parameters<O> extends { readonly query?: infer Q } ? Q : never>;

/** The options of every request, besides its parameters. */
export interface RequestOptions<O = unknown> {
  /** Additional headers; for example, your own `Idempotency-Key` or `If-Match`. */
  readonly headers?: Headed<O> & Readonly<Record<string, string>>;
  /** Aborts the request, also while it waits to be sent again. */
  readonly signal?: AbortSignal;
}

/** Everything that a request consists of: parameters, body and options. */
export type InitOf<O> = ParametersOf<O> & JsonBody<O> & RequestOptions<O>;

type IsOptional<T> = Record<never, never> extends T ? true : false;

/** The last argument of a call, which is optional if none of its fields is required. */
export type Argument<Init> = IsOptional<Init> extends true ? [init?: Init] : [init: Init];

type Responses<O> = O extends { readonly responses: infer R } ? R : never;
type Status = 200 | 201 | 202 | 204;

type AnswerBody<R> = R extends { readonly content: infer C }
  ? C extends { readonly 'application/json': infer B }
    ? B
    : C extends { readonly 'application/problem+json': infer B }
      ? B extends { readonly code?: infer Code }
        ? Omit<B, 'code'> & { readonly code: NonNullable<Code> }
        : B
      : string
  : undefined;

/** The body of an operation's response when it succeeds. */
export type DataOf<O> = O extends unknown
  ? { [S in keyof Responses<O> & Status]: AnswerBody<Responses<O>[S]> }[keyof Responses<O> & Status]
  : never;

/** The paths whose operation with this method responds with JSON or an empty body; streams have separate calls. */
export type JsonPathOf<M extends Method> = {
  [P in PathOf<M>]: [Extract<DataOf<Operation<M, P>>, string>] extends [never] ? P : never;
}[PathOf<M>];

interface AnswerOf<S, B> {
  readonly status: S;
  readonly headers: Headers;
  readonly body: B;
}

/**
 * Every response that the contract declares for an operation, distinguished by `status`; `body` is `undefined` if the
 * response has none.
 */
export type Answer<O> = O extends unknown
  ? {
      [S in keyof Responses<O>]: AnswerOf<S extends 'default' ? 500 : S, AnswerBody<Responses<O>[S]>>;
    }[keyof Responses<O>]
  : never;

/** The paths of lists. */
export type ListPath = keyof typeof lists & PathOf<'get'>;

/** A page of a list. */
export type PageOf<P extends ListPath> = DataOf<Operation<'get', P>>;

/** A row of a list. */
export type RowOf<P extends ListPath> =
  PageOf<P> extends { readonly [K in (typeof lists)[P]]: readonly (infer Row)[] } ? Row : never;

type LineContent<O> = BodyContent<O> extends { readonly 'application/x-ndjson': infer L } ? L : never;

/** The paths of operations that accept a stream of lines. */
export type ImportPath = {
  [P in PathOf<'post'>]: [LineContent<Operation<'post', P>>] extends [never] ? never : P;
}[PathOf<'post'>];

/** A line of an import. */
export type LineOf<P extends ImportPath> = LineContent<Operation<'post', P>>;

type TableContent<O> = BodyContent<O> extends { readonly 'text/csv': infer T } ? T : never;

/** The paths of operations that accept a table. */
export type TablePath = {
  [P in PathOf<'post'>]: [TableContent<Operation<'post', P>>] extends [never] ? never : P;
}[PathOf<'post'>];
