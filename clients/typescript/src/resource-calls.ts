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

/** What calls resolve to: the body of a successful response (`data`), or any response (`answers`). */
export type Mode = 'data' | 'answers';

/** The kind of a call, which decides its arguments and its result. */
export type CallKind = 'plain' | 'body' | 'query' | 'list' | 'import' | 'export';

/** The description of a resource from which the client builds its calls. */
export interface ResourceNode {
  /** The path of the resource, as a template of the contract. */
  readonly path: string;
  /** The method, the kind and the end of the path of each call of the resource. */
  readonly calls?: Readonly<Record<string, readonly [method: Method, kind: CallKind, action?: string]>>;
  readonly parts?: Readonly<Record<string, ResourceNode>>;
  /** The subresources that have an id, which is the last parameter of their path. */
  readonly members?: Readonly<Record<string, ResourceNode>>;
}

type OperationId = keyof operations;

/** What a call resolves to. */
export type Outcome<M extends Mode, O> = Promise<M extends 'data' ? DataOf<O> : Answer<O>>;

/** The options of a call. Query parameters are among them if the first argument is a body. */
export type CallOptions<O> = RequestOptions<O> &
  ([QueryOf<O>] extends [never] ? unknown : { readonly query?: QueryOf<O> });

/** A call that needs no argument. */
export type PlainCall<M extends Mode, I extends OperationId> = (
  options?: RequestOptions<operations[I]>,
) => Outcome<M, operations[I]>;

/** A call whose first argument is the query parameters. */
export type QueryCall<M extends Mode, I extends OperationId> = (
  query?: QueryOf<operations[I]>,
  options?: RequestOptions<operations[I]>,
) => Outcome<M, operations[I]>;

type BodyArguments<O> =
  Record<never, never> extends BodyOf<O>
    ? [body?: BodyOf<O>, options?: CallOptions<O>]
    : [body: BodyOf<O>, options?: CallOptions<O>];

/** A call whose first argument is the body, which is optional if none of its fields is required. */
export type BodyCall<M extends Mode, I extends OperationId> = (
  ...given: BodyArguments<operations[I]>
) => Outcome<M, operations[I]>;

/** The rows of a list, page after page. The next page is requested when the rows before it are used up. */
export interface List<P extends ListPath> extends AsyncIterable<RowOf<P>> {
  /** Returns the pages. A page can be short or empty without being the last one. */
  pages(): AsyncGenerator<PageOf<P>, void, undefined>;
}

type ListOf<M extends Mode, P extends ListPath> = M extends 'data' ? List<P> : Promise<Answer<Operation<'get', P>>>;

/** A call that reads a list. In `answers` it reads one page. */
export type ListCall<M extends Mode, P extends ListPath> = (
  query?: QueryOf<Operation<'get', P>>,
  options?: RequestOptions<Operation<'get', P>>,
) => ListOf<M, P>;

type ImportCallOptions<P extends ImportPath> = CallOptions<Operation<'post', P>> & ImportOptions;

interface LinesCall<P extends ImportPath> {
  /**
   * Sends lines while they are produced, and resolves to the outcome of the import. Errors that the lines throw are
   * thrown by this call.
   */
  (
    lines: Lines<LineOf<P>>,
    options?: ImportCallOptions<P> & { readonly format?: 'ndjson' },
  ): Promise<DataOf<Operation<'post', P>>>;
}

interface TableCall<P extends TablePath> {
  /** Sends a table, such as a file that a spreadsheet saved, and resolves to the outcome of its rows. */
  (
    table: Table | (() => Table),
    options: ImportCallOptions<P> & { readonly format: 'csv' | 'tsv' },
  ): Promise<DataOf<Operation<'post', P>>>;
}

type AnswerOfImport<O> = (body: BodyOf<O>, options?: CallOptions<O>) => Promise<Answer<O>>;

/**
 * An import of lines and, if the operation accepts one, of a table. In `answers` it sends one JSON document with all
 * lines.
 */
export type ImportCall<M extends Mode, P extends ImportPath> = M extends 'data'
  ? LinesCall<P> & (P extends TablePath ? TableCall<P> : unknown)
  : AnswerOfImport<Operation<'post', P>>;

type ExportQuery = QueryOf<operations['exportProject']>;

interface Exports {
  /**
   * Returns the lines of an export, read only as fast as they are requested; leaving the loop ends the request. Throws
   * if the stream is cut.
   */
  (
    query?: Pick<ExportQuery, 'state'> & { readonly format?: 'ndjson' },
    options?: RequestOptions<operations['exportProject']>,
  ): Export<ExportedItem>;
  /** Returns what has changed since an earlier export began. */
  (
    query: Pick<ExportQuery, 'state' | 'changed_since'> & { readonly format?: 'ndjson' },
    options?: RequestOptions<operations['exportProject']>,
  ): Export<ExportedItem | DeletedItem>;
  /** Resolves to an export as a table, to be piped into a file or a response. */
  (
    query: Omit<ExportQuery, 'format' | 'changed_since'> & { readonly format: 'csv' | 'tsv' },
    options?: RequestOptions<operations['exportProject']>,
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
}

/** An export. In `answers` its body is one text. */
export type ExportCall<M extends Mode, I extends 'exportProject'> = M extends 'data' ? Exports : QueryCall<M, I>;
