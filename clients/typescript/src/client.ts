import { lists } from './api.ts';
import type { DeletedItem, ExportedItem, operations } from './api.ts';
import { errorOf } from './goldset-error.ts';
import { canStreamRequests, lineStream, readLines } from './ndjson.ts';
import type { Source } from './ndjson.ts';
import type {
  Answer,
  Argument,
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
  RequestOptions,
  RowOf,
  TablePath,
} from './operations.ts';
import { machineClock, retrying } from './retry.ts';
import type { Clock, Replay } from './retry.ts';
import { urlOf } from './url.ts';

/** The options of a client. */
export interface ClientOptions {
  /** The URL of the server, without `/v1`, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The token of the caller; without one, requests are not authenticated. */
  readonly token?: string;
  /** How many times a request is sent again at most; 0 disables retries. Default: 4. */
  readonly retries?: number;
  /** Sends one request. Default: the platform’s `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Default: the clock of the machine. */
  readonly clock?: Clock;
}

/**
 * One call for each method. It resolves to the body of a successful response, and throws a `GoldsetError` for any
 * other.
 */
export interface Calls {
  get<P extends JsonPathOf<'get'>>(
    path: P,
    ...init: Argument<InitOf<Operation<'get', P>>>
  ): Promise<DataOf<Operation<'get', P>>>;
  post<P extends JsonPathOf<'post'>>(
    path: P,
    ...init: Argument<InitOf<Operation<'post', P>>>
  ): Promise<DataOf<Operation<'post', P>>>;
  patch<P extends JsonPathOf<'patch'>>(
    path: P,
    ...init: Argument<InitOf<Operation<'patch', P>>>
  ): Promise<DataOf<Operation<'patch', P>>>;
  delete<P extends JsonPathOf<'delete'>>(
    path: P,
    ...init: Argument<InitOf<Operation<'delete', P>>>
  ): Promise<DataOf<Operation<'delete', P>>>;
}

/** The same calls, but they resolve to status, headers and body of any response, so that a problem is a value too. */
export interface Answers {
  get<P extends PathOf<'get'>>(
    path: P,
    ...init: Argument<InitOf<Operation<'get', P>>>
  ): Promise<Answer<Operation<'get', P>>>;
  post<P extends PathOf<'post'>>(
    path: P,
    ...init: Argument<InitOf<Operation<'post', P>>>
  ): Promise<Answer<Operation<'post', P>>>;
  patch<P extends PathOf<'patch'>>(
    path: P,
    ...init: Argument<InitOf<Operation<'patch', P>>>
  ): Promise<Answer<Operation<'patch', P>>>;
  delete<P extends PathOf<'delete'>>(
    path: P,
    ...init: Argument<InitOf<Operation<'delete', P>>>
  ): Promise<Answer<Operation<'delete', P>>>;
}

type ListInit<P extends ListPath> = ParametersOf<Operation<'get', P>> & RequestOptions<Operation<'get', P>>;
type ExportOperation = operations['exportProject'];
type ExportQuery = NonNullable<ParametersOf<ExportOperation>['query']>;
type ExportInit<Query> = { readonly query?: Query } & RequestOptions<ExportOperation>;

/** The lines of an export. */
export interface Export<T> extends AsyncGenerator<T, void, undefined> {
  /**
   * The value for `changed_since` of the next export; no change is missed between the two. `null` until the response
   * has begun.
   */
  readonly next_cursor: string | null;
}

/** The options of an import, besides its parameters. */
export interface ImportOptions {
  /** Whether the body is compressed for the transfer. */
  readonly gzip?: boolean;
  /**
   * Whether the whole body is collected before it is sent. Default: only if the platform cannot send a body while it is
   * produced.
   */
  readonly buffered?: boolean;
}

type ImportInit<P extends ImportPath> = ParametersOf<Operation<'post', P>> &
  RequestOptions<Operation<'post', P>> &
  ImportOptions;

/**
 * The lines of an import. A function is called for each attempt: pass one if the lines may be sent again without harm,
 * as with items that each have an `external_id`. Anything else is sent once.
 */
export type Lines<T> = Source<T> | (() => Source<T>);

/**
 * A table: a text, bytes, a file, or a stream of bytes. A function that returns one is called for each attempt: pass
 * one if the table may be sent again without harm, as with rows that each have an `external_id`. Anything else is sent
 * once.
 */
export type Table = string | Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>;

/** The options of an import of a table, besides its parameters. */
export interface TableOptions extends ImportOptions {
  /** Whether the cells are separated by tabs instead of commas. */
  readonly tsv?: boolean;
}

type TableInit<P extends TablePath> = ParametersOf<Operation<'post', P>> &
  RequestOptions<Operation<'post', P>> &
  TableOptions;

/** A client of Goldset for one caller. */
export interface Client extends Calls {
  readonly answers: Answers;
  /** Returns the rows of a list, page after page. The next page is requested when the rows before it are used up. */
  list<P extends ListPath>(path: P, ...init: Argument<ListInit<P>>): AsyncGenerator<RowOf<P>, void, undefined>;
  /** Returns the pages of a list. A page can be short or empty without being the last one. */
  pages<P extends ListPath>(path: P, ...init: Argument<ListInit<P>>): AsyncGenerator<PageOf<P>, void, undefined>;
  /**
   * Sends lines while they are produced, and resolves to the outcome of the import. Errors that the lines throw are
   * thrown by this call.
   */
  import<P extends ImportPath>(
    path: P,
    lines: Lines<LineOf<P>>,
    ...init: Argument<ImportInit<P>>
  ): Promise<DataOf<Operation<'post', P>>>;
  /**
   * Returns the lines of an export, read only as fast as they are requested; leaving the loop ends the request. Throws
   * if the stream is cut.
   */
  export(project_id: string, init?: ExportInit<Pick<ExportQuery, 'state'>>): Export<ExportedItem>;
  /** Returns what has changed since an earlier export began. */
  export(
    project_id: string,
    init: ExportInit<Pick<ExportQuery, 'state' | 'changed_since'>>,
  ): Export<ExportedItem | DeletedItem>;
  /** Resolves to an export as CSV or, with `tsv`, as TSV, to be piped into a file or a response. */
  exportCsv(
    project_id: string,
    init?: ExportInit<Omit<ExportQuery, 'format' | 'changed_since'>> & { readonly tsv?: boolean },
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** Sends a table, such as a file that a spreadsheet saved, and resolves to the outcome of its rows. */
  importCsv<P extends TablePath>(
    path: P,
    table: Table | (() => Table),
    ...init: Argument<TableInit<P>>
  ): Promise<DataOf<Operation<'post', P>>>;
}

interface AnyInit {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>> | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly body?: unknown;
}

interface AnyAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface Begun {
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

type Download = Begun | { readonly refused: RawAnswer };

/** A body that is being sent; `stop` ends its source if the body is left early. */
interface Sent {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly stop?: () => void;
}

interface AnyPage {
  readonly pagination: { readonly next: string | null };
}

const BASE_PATH = '/v1';
const RETRIES = 4;
const NDJSON = 'application/x-ndjson';
const CSV = 'text/csv';
const TSV = 'text/tab-separated-values';
const IDEMPOTENCY_KEY = 'Idempotency-Key';

// Browsers do not offer `crypto.randomUUID` to pages that were loaded over plain HTTP.
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * A repeated PATCH without `If-Match` may take effect late and overwrite what somebody else changed meanwhile; with
 * `If-Match`, it is at worst refused as `stale`.
 */
const replayOf = (method: string, headers: Headers): Replay => ({
  afterDoubt: method !== 'PATCH' || headers.has('If-Match'),
  afterRefusal: true,
});

const NEVER: Replay = { afterDoubt: false, afterRefusal: false };
const ALWAYS: Replay = { afterDoubt: true, afterRefusal: true };

const isJson = (headers: Headers): boolean => /^application\/([\w-]+\+)?json\b/.test(headers.get('content-type') ?? '');

const read = async (response: Response): Promise<RawAnswer> => ({
  status: response.status,
  headers: response.headers,
  text: await response.text(),
});

const parsed = ({ status, headers, text }: RawAnswer): AnyAnswer => {
  if (text === '') return { status, headers, body: undefined };
  return { status, headers, body: isJson(headers) ? (JSON.parse(text) as unknown) : text };
};

const bytesOf = (table: Table): ReadableStream<Uint8Array<ArrayBuffer>> =>
  table instanceof ReadableStream ? table : new Blob([table]).stream();

const isGood = (status: number): boolean => status >= 200 && status < 300;

/** Returns the body of a successful response; throws for any other. */
const dataOf = ({ status, headers, body }: AnyAnswer): unknown => {
  if (!isGood(status) || (body !== undefined && !isJson(headers))) throw errorOf(status, headers, body);
  return body;
};

const begun = (download: Download): Begun => {
  if (!('refused' in download)) return download;
  const { status, headers, body } = parsed(download.refused);
  throw errorOf(status, headers, body);
};

/** Creates a client of the Goldset server at `url`. */
export const createClient = ({
  url,
  token,
  retries = RETRIES,
  fetch = (request) => globalThis.fetch(request),
  clock = machineClock,
}: ClientOptions): Client => {
  const base = new URL(url).href.replace(/\/+$/, '') + BASE_PATH;

  const headersOf = (
    given: Readonly<Record<string, string>> = {},
    defaults: Readonly<Record<string, string>> = {},
  ): Headers => {
    const headers = new Headers(token === undefined ? {} : { Authorization: `Bearer ${token}` });
    for (const [name, value] of [...Object.entries(defaults), ...Object.entries(given)]) headers.set(name, value);
    return headers;
  };

  const signalOf = (signal: AbortSignal | undefined): { readonly signal?: AbortSignal } =>
    signal === undefined ? {} : { signal };

  const answer = async (
    method: Method,
    path: string,
    { path: parameters = {}, query = {}, headers: given, signal, body }: AnyInit = {},
  ): Promise<AnyAnswer> => {
    const target = urlOf(base, path, parameters, query);
    const headers = headersOf(given, {
      ...(method === 'post' ? { [IDEMPOTENCY_KEY]: newKey() } : {}),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    });
    const init = {
      method: method.toUpperCase(),
      headers,
      ...signalOf(signal),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    return parsed(
      await retrying(
        () => fetch(new Request(target, init)),
        read,
        retries,
        replayOf(init.method, headers),
        clock,
        signal,
      ),
    );
  };

  const call = async (method: Method, path: string, init?: AnyInit): Promise<unknown> =>
    dataOf(await answer(method, path, init));

  const pages = async function* (path: ListPath, init: AnyInit = {}): AsyncGenerator<AnyPage, void, undefined> {
    for (let query: AnyInit['query'] = init.query ?? {}; ;) {
      const page = (await call('get', path, { ...init, query })) as AnyPage;
      yield page;
      const { next } = page.pagination;
      if (next === null) return;
      // Only the query of the link is used, not its path: the server may be behind a proxy with another path.
      query = new URL(next, base).search;
    }
  };

  const list = async function* (path: ListPath, init?: AnyInit): AsyncGenerator<unknown, void, undefined> {
    for await (const page of pages(path, init))
      yield* (page as unknown as Readonly<Record<string, readonly unknown[]>>)[lists[path]] ?? [];
  };

  const send = async (
    path: string,
    mediaType: string,
    open: (onFault: (error: unknown) => void) => Sent,
    repeatable: boolean,
    init: AnyInit & ImportOptions,
  ): Promise<unknown> => {
    const {
      path: parameters = {},
      query = {},
      headers: given,
      signal,
      gzip = false,
      buffered = !canStreamRequests(),
    } = init;
    const target = urlOf(base, path, parameters, query);
    const headers = headersOf(given, { 'Content-Type': mediaType, ...(gzip ? { 'Content-Encoding': 'gzip' } : {}) });
    const failed = new AbortController();
    const either = signal === undefined ? failed.signal : AbortSignal.any([failed.signal, signal]);
    const attempt = async (): Promise<Response> => {
      const stream = open((error) => failed.abort(error));
      try {
        const bytes = gzip ? stream.body.pipeThrough(new CompressionStream('gzip')) : stream.body;
        const body = buffered ? { body: await new Response(bytes).arrayBuffer() } : { body: bytes, duplex: 'half' };
        return await fetch(new Request(target, { method: 'POST', headers, signal: either, ...body }));
      } finally {
        stream.stop?.();
      }
    };
    return dataOf(parsed(await retrying(attempt, read, retries, repeatable ? ALWAYS : NEVER, clock, either)));
  };

  const importLines = (path: string, lines: Lines<unknown>, init: AnyInit & ImportOptions = {}): Promise<unknown> =>
    send(
      path,
      NDJSON,
      (onFault) => lineStream(typeof lines === 'function' ? lines() : lines, onFault),
      typeof lines === 'function',
      init,
    );

  const importCsv = (
    path: string,
    table: Table | (() => Table),
    { tsv = false, ...init }: AnyInit & TableOptions = {},
  ): Promise<unknown> =>
    send(
      path,
      tsv ? TSV : CSV,
      () => ({ body: bytesOf(typeof table === 'function' ? table() : table) }),
      typeof table === 'function',
      init,
    );

  const download = async (
    project_id: string,
    accept: string,
    { query = {}, headers: given, signal }: AnyInit,
  ): Promise<Download> => {
    const target = urlOf(base, '/projects/{project_id}/export', { project_id }, query);
    const init = { headers: headersOf(given, { Accept: accept }), ...signalOf(signal) };
    const open = async (response: Response): Promise<Download> => {
      const { status, headers, body } = response;
      if (status !== 200 || body === null || !headers.get('content-type')?.startsWith(accept))
        return { refused: await read(response) };
      return { headers, body };
    };
    return retrying(() => fetch(new Request(target, init)), open, retries, ALWAYS, clock, signal);
  };

  const exportLines = (project_id: string, init: AnyInit = {}): Export<ExportedItem> => {
    let next_cursor: string | null = null;
    const lines = async function* (): AsyncGenerator<ExportedItem, void, undefined> {
      const { headers, body } = begun(await download(project_id, NDJSON, init));
      next_cursor = headers.get('goldset-next-cursor');
      yield* readLines<ExportedItem>(body);
    };
    return Object.defineProperty(lines(), 'next_cursor', { get: () => next_cursor }) as Export<ExportedItem>;
  };

  const exportCsv = async (
    project_id: string,
    { tsv = false, ...init }: AnyInit & { readonly tsv?: boolean } = {},
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> =>
    begun(
      await download(project_id, tsv ? TSV : CSV, {
        ...init,
        query: { ...(init.query as object), format: tsv ? 'tsv' : 'csv' },
      }),
    ).body;

  // `Client` has the types of the contract; in this function requests are untyped.
  return {
    get: (path: string, init?: AnyInit) => call('get', path, init),
    post: (path: string, init?: AnyInit) => call('post', path, init),
    patch: (path: string, init?: AnyInit) => call('patch', path, init),
    delete: (path: string, init?: AnyInit) => call('delete', path, init),
    answers: {
      get: (path: string, init?: AnyInit) => answer('get', path, init),
      post: (path: string, init?: AnyInit) => answer('post', path, init),
      patch: (path: string, init?: AnyInit) => answer('patch', path, init),
      delete: (path: string, init?: AnyInit) => answer('delete', path, init),
    },
    list,
    pages,
    import: importLines,
    export: exportLines,
    exportCsv,
    importCsv,
  } as unknown as Client;
};
