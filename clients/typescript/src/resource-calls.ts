import type { DeletedItem, ExportedItem, operations } from './api.ts';
import type { Export, ImportOptions, Lines, Table } from './client.ts';
import type {
  Answer,
  BodyOf,
  DataOf,
  ImportPath,
  LineOf,
  ListPath,
  Method,
  Operation,
  PageOf,
  QueryOf,
  RequestOptions,
  RowOf,
  TablePath,
} from './operations.ts';

/** What calls resolve to: what the operation answers when it succeeds, or whatever it answers. */
export type Mode = 'data' | 'answers';

/** What the arguments of a call are, and what it resolves to. */
export type CallKind = 'plain' | 'body' | 'query' | 'list' | 'import' | 'export';

/** A resource, as a client needs to know it. */
export interface ResourceNode {
  /** Its path, as the contract writes it. */
  readonly path: string;
  /** The method, the kind and the end of the path of each of its calls. */
  readonly calls?: Readonly<Record<string, readonly [method: Method, kind: CallKind, action?: string]>>;
  readonly parts?: Readonly<Record<string, ResourceNode>>;
  /** The parts that have an id, which is the last parameter of their path. */
  readonly members?: Readonly<Record<string, ResourceNode>>;
}

type OperationId = keyof operations;

/** What a call resolves to. */
export type Outcome<M extends Mode, O> = Promise<M extends 'data' ? DataOf<O> : Answer<O>>;

/** What a call can be told beside its first argument. Query parameters stand here where the first argument is a body. */
export type CallOptions<O> = RequestOptions<O> &
  ([QueryOf<O>] extends [never] ? unknown : { readonly query?: QueryOf<O> });

/** A call that needs no argument. */
export type PlainCall<M extends Mode, I extends OperationId> = (
  options?: RequestOptions<operations[I]>,
) => Outcome<M, operations[I]>;

/** A call whose first argument are the query parameters. */
export type QueryCall<M extends Mode, I extends OperationId> = (
  query?: QueryOf<operations[I]>,
  options?: RequestOptions<operations[I]>,
) => Outcome<M, operations[I]>;

type BodyArguments<O> =
  Record<never, never> extends BodyOf<O>
    ? [body?: BodyOf<O>, options?: CallOptions<O>]
    : [body: BodyOf<O>, options?: CallOptions<O>];

/** A call whose first argument is the body, which can be left out where none of its fields is needed. */
export type BodyCall<M extends Mode, I extends OperationId> = (
  ...given: BodyArguments<operations[I]>
) => Outcome<M, operations[I]>;

/** A list: its rows, page after page, each page asked for when the rows before it are used up. */
export interface List<P extends ListPath> extends AsyncIterable<RowOf<P>> {
  /** Its pages; a page may be short or empty and yet not be the last one. */
  pages(): AsyncGenerator<PageOf<P>, void, undefined>;
}

type ListOf<M extends Mode, P extends ListPath> = M extends 'data' ? List<P> : Promise<Answer<Operation<'get', P>>>;

/** A list by its query parameters. In `answers` it is one page. */
export type ListCall<M extends Mode, P extends ListPath> = (
  query?: QueryOf<Operation<'get', P>>,
  options?: RequestOptions<Operation<'get', P>>,
) => ListOf<M, P>;

type ImportCallOptions<P extends ImportPath> = CallOptions<Operation<'post', P>> & ImportOptions;

interface LinesCall<P extends ImportPath> {
  /** Sends lines while they are made, and resolves to what became of them. What the lines throw, this throws. */
  (
    lines: Lines<LineOf<P>>,
    options?: ImportCallOptions<P> & { readonly format?: 'ndjson' },
  ): Promise<DataOf<Operation<'post', P>>>;
}

interface TableCall<P extends TablePath> {
  /** Sends a table, such as a file that a spreadsheet saved, and resolves to what became of its rows. */
  (
    table: Table | (() => Table),
    options: ImportCallOptions<P> & { readonly format: 'csv' | 'tsv' },
  ): Promise<DataOf<Operation<'post', P>>>;
}

type AnswerOfImport<O> = (body: BodyOf<O>, options?: CallOptions<O>) => Promise<Answer<O>>;

/** An import of lines and, where the operation takes one, of a table. In `answers` it is a JSON document with all lines. */
export type ImportCall<M extends Mode, P extends ImportPath> = M extends 'data'
  ? LinesCall<P> & (P extends TablePath ? TableCall<P> : unknown)
  : AnswerOfImport<Operation<'post', P>>;

type ExportQuery = QueryOf<operations['exportProject']>;

interface Exports {
  /** The lines of an export, read as slowly as they are asked for; leaving the loop ends the request. Throws when the stream is cut. */
  (
    query?: Pick<ExportQuery, 'state'> & { readonly format?: 'ndjson' },
    options?: RequestOptions<operations['exportProject']>,
  ): Export<ExportedItem>;
  /** What changed since an earlier export began. */
  (
    query: Pick<ExportQuery, 'state' | 'changed_since'> & { readonly format?: 'ndjson' },
    options?: RequestOptions<operations['exportProject']>,
  ): Export<ExportedItem | DeletedItem>;
  /** An export as a table, to be piped into a file or a response. */
  (
    query: Omit<ExportQuery, 'format' | 'changed_since'> & { readonly format: 'csv' | 'tsv' },
    options?: RequestOptions<operations['exportProject']>,
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
}

/** An export. In `answers` it is one text. */
export type ExportCall<M extends Mode, I extends 'exportProject'> = M extends 'data' ? Exports : QueryCall<M, I>;
