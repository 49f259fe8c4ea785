import { endedExportIn } from '@goldset/core';
import type { Export, ExportOptions, Page, PageRequest, Transport } from '@goldset/core';
import { z } from 'zod';
import { compressed, COMPRESSION_THRESHOLD, encodingHeaders, encodingOf, send } from './compression.ts';
import { attachment } from './content-disposition.ts';
import type { Context, Environment } from '../environment.ts';
import { ETAG_HEADER, revisionOf, tagOf } from '../conditional/etag.ts';
import { hasAlready } from '../conditional/if-none-match.ts';
import { Pagination, paginationOf } from './page.ts';
import type { List, PageKey } from './page.ts';
import { reply } from './reply.ts';
import { API_PATH } from '../routing/base-path.ts';
import { CSV_MEDIA_TYPE, JSON_MEDIA_TYPE, NDJSON_MEDIA_TYPE, TSV_MEDIA_TYPE } from './media-types.ts';

/** The parts of a request that its response may depend on. */
export interface Answered {
  readonly c: Context;
  /** The ids and versions in the path. */
  readonly params: Readonly<Record<string, string | number>>;
  /** The requested list and page; only for list operations. */
  readonly list?: List;
  readonly page?: PageRequest;
}

interface DocumentedHeader {
  readonly description: string;
  readonly required: boolean;
  readonly schema: object;
}

/**
 * How the value of an operation becomes a response. `Extra` is what this kind of response adds to the input of the
 * operation.
 */
export interface Answer<Value, Extra extends object = object> {
  readonly status: 200 | 201 | 204;
  readonly documented: {
    readonly description: string;
    readonly headers?: Readonly<Record<string, DocumentedHeader | { readonly $ref: string }>>;
    readonly content?: Readonly<Record<string, { readonly schema: object; readonly example: unknown }>>;
  };
  /**
   * The media type of the response; `undefined` if it has no body, or a function of the input if the input chooses it.
   */
  readonly mediaType: string | undefined | ((input: object) => string);
  /** The key that orders the rows of a list; only for list operations. */
  readonly pageKey?: PageKey;
  /** Whether the response is one resource with an `ETag`. */
  readonly isThing?: true;
  readonly send: (value: Value, answered: Answered) => Response | Promise<Response>;
  /** Never set; it exists only for type inference. */
  readonly extra?: Extra;
}

const sendJson = (
  c: Context,
  status: 200 | 201,
  value: unknown,
  headers: Record<string, string> = {},
): Response | Promise<Response> => {
  const all = { 'Content-Type': JSON_MEDIA_TYPE, ...headers };
  if (c.get('isHeavy') !== true) return send(c, status, JSON.stringify(value), all);
  const encoding = encodingOf(c);
  return reply(c, streamOf(compressed(jsonPieces(value as object), encoding), c), status, {
    ...all,
    ...encodingHeaders(encoding),
  });
};

/** Responds with 200 and the value. `retryAfter` returns the seconds of a `Retry-After` header, or `null` for none. */
export const found = <Schema extends z.ZodType>(
  schema: Schema,
  example: Transport<Schema>,
  description: string,
  retryAfter?: (value: Transport<Schema>) => number | null,
): Answer<Transport<Schema>> => ({
  status: 200,
  mediaType: JSON_MEDIA_TYPE,
  documented: {
    description,
    ...(retryAfter === undefined
      ? {}
      : {
          headers: {
            'Retry-After': {
              description: 'In how many seconds it is worth asking again.',
              required: false,
              schema: { type: 'integer', minimum: 1 },
            },
          },
        }),
    content: { [JSON_MEDIA_TYPE]: { schema, example } },
  },
  send: (value, { c }) => {
    const seconds = retryAfter?.(value) ?? null;
    return sendJson(c, 200, value, seconds === null ? {} : { 'Retry-After': String(seconds) });
  },
});

/**
 * Responds with 200, one resource and its `ETag`, or with 304 to a client that reads it and has this state already.
 * `revision` returns the revision of the resource if that is not its field `revision`.
 */
export const thing = <Schema extends z.ZodType>(
  schema: Schema,
  example: Transport<Schema>,
  description: string,
  revision: (value: Transport<Schema>) => number = revisionOf,
): Answer<Transport<Schema>> => ({
  status: 200,
  mediaType: JSON_MEDIA_TYPE,
  isThing: true,
  documented: { description, headers: ETAG_HEADER, content: { [JSON_MEDIA_TYPE]: { schema, example } } },
  send: (value, { c }) => {
    const text = JSON.stringify(value);
    const etag = tagOf(revision(value), text);
    if (!hasAlready(c, etag)) return send(c, 200, text, { 'Content-Type': JSON_MEDIA_TYPE, ETag: etag });
    return reply(c, null, 304, {
      ETag: etag,
      ...(text.length < COMPRESSION_THRESHOLD ? {} : encodingHeaders(undefined)),
    });
  },
});

/** The value as a later `GET` returns it: without the secret, so that no header depends on the secret either. */
const readable = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'secret' in value
    ? Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'secret'))
    : value;

/**
 * Responds with 201, the value, the `ETag` that a later `GET` returns, and the path in `Location`; `locationOf` returns
 * that path below `/v1`.
 */
export const created = <Schema extends z.ZodType>(
  schema: Schema,
  example: Transport<Schema>,
  locationOf: (value: Transport<Schema>, params: Answered['params']) => string,
): Answer<Transport<Schema>> => ({
  status: 201,
  mediaType: JSON_MEDIA_TYPE,
  documented: {
    description: 'It was made; this is all of it.',
    headers: {
      ...ETAG_HEADER,
      Location: {
        description: 'The path of what was made: `GET` reads it.',
        required: true,
        schema: { type: 'string' },
      },
    },
    content: { [JSON_MEDIA_TYPE]: { schema, example } },
  },
  send: (value, { c, params }) => {
    const etag = tagOf(revisionOf(value), JSON.stringify(readable(value)));
    return send(c, 201, JSON.stringify(value), {
      'Content-Type': JSON_MEDIA_TYPE,
      ETag: etag,
      Location: `${c.get('basePath')}${API_PATH}${locationOf(value, params)}`,
    });
  },
});

/** Responds with 204 and no body. */
export const gone: Answer<undefined> = {
  status: 204,
  mediaType: undefined,
  documented: { description: 'It is gone.' },
  send: (_value, { c }) => reply(c, null, 204, {}),
};

/** Responds with 200 and one page of a list under `plural`, with the URLs of the pages around it. */
export const page = <Plural extends string, Schema extends z.ZodType>(
  id: string,
  plural: Plural,
  schema: Schema,
  example: Transport<Schema>,
  pageKey: PageKey = 'id',
): Answer<Page<Transport<Schema>>, { readonly page: PageRequest }> => ({
  status: 200,
  mediaType: JSON_MEDIA_TYPE,
  pageKey,
  documented: {
    description: 'One page of the list, oldest first unless `order` says otherwise.',
    content: {
      [JSON_MEDIA_TYPE]: {
        schema: z.object({ [plural]: z.array(schema), pagination: Pagination }).meta({ id }),
        example: { [plural]: [example], pagination: { per_page: 50, next: null, prev: null } },
      },
    },
  },
  send: (value, { c, list, page: request }) => {
    if (list === undefined || request === undefined)
      throw new Error('A list was answered where no list was asked for.');
    return sendJson(c, 200, {
      [plural]: value.items,
      pagination: paginationOf(list, request, value, c.get('basePath')),
    });
  },
});

const formats = {
  ndjson: { mediaType: NDJSON_MEDIA_TYPE, contentType: NDJSON_MEDIA_TYPE, lineEnd: '\n' },
  csv: { mediaType: CSV_MEDIA_TYPE, contentType: `${CSV_MEDIA_TYPE}; charset=utf-8; header=present`, lineEnd: '\r\n' },
  tsv: { mediaType: TSV_MEDIA_TYPE, contentType: `${TSV_MEDIA_TYPE}; charset=utf-8`, lineEnd: '\r\n' },
} as const satisfies Record<ExportOptions['format'], object>;

/**
 * Responds with 200 and a stream of lines, read no faster than the client reads it. If the stream fails, the connection
 * is closed, so that the client does not mistake it for a complete one.
 */
export const exported = <Schema extends z.ZodType>(
  schema: Schema,
  example: Transport<Schema>,
  rows: { readonly csv: string; readonly tsv: string },
): Answer<Export> => ({
  status: 200,
  mediaType: (input) => formats[(input as ExportOptions).format].mediaType,
  documented: {
    description: 'The lines.',
    headers: {
      'Goldset-Next-Cursor': {
        description: 'To be given as `changed_since` of the next export, which with this one misses no change.',
        required: true,
        schema: { type: 'string' },
      },
      'Content-Disposition': {
        description: 'A file name (RFC 6266): that of the project, without what file systems refuse, and the format.',
        required: true,
        schema: { type: 'string' },
      },
    },
    content: {
      [NDJSON_MEDIA_TYPE]: { schema, example },
      [CSV_MEDIA_TYPE]: { schema: z.string(), example: rows.csv },
      [TSV_MEDIA_TYPE]: { schema: z.string(), example: rows.tsv },
    },
  },
  send: ({ chunks, format, next_cursor, project_name }, { c }) => {
    const { contentType, lineEnd } = formats[format];
    const encoding = encodingOf(c);
    return reply(c, streamOf(compressed(bytesOf(chunks, lineEnd), encoding), c), 200, {
      'Content-Type': contentType,
      'Content-Disposition': attachment(project_name, format),
      'Goldset-Next-Cursor': next_cursor,
      ...encodingHeaders(encoding),
    });
  },
});

// Larger pieces live long in memory: the garbage collector frees them only together with much else.
const PIECE = 64 * 1024;

const bytesOf = async function* (
  chunks: AsyncIterable<readonly string[]>,
  lineEnd: string,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    let piece = '';
    for (const line of chunk) {
      piece += line + lineEnd;
      if (piece.length < PIECE) continue;
      yield Buffer.from(piece);
      piece = '';
    }
    if (piece !== '') yield Buffer.from(piece);
  }
};

/**
 * The JSON of an object, in pieces. The elements of its lists are written one by one, so that other requests run in
 * between.
 */
const jsonPieces = async function* (value: object): AsyncGenerator<Uint8Array> {
  let [text, comma] = ['', '{'];
  for (const [name, field] of Object.entries(value) as [string, unknown][]) {
    if (field === undefined) continue;
    text += `${comma}${JSON.stringify(name)}:`;
    comma = ',';
    if (!Array.isArray(field)) {
      text += JSON.stringify(field);
      continue;
    }
    let before = '[';
    for (const element of field as unknown[]) {
      text += before + JSON.stringify(element);
      before = ',';
      if (text.length < PIECE) continue;
      yield Buffer.from(text);
      text = '';
      await nextTurn();
    }
    text += before === '[' ? '[]' : ']';
  }
  yield Buffer.from(comma === '{' ? '{}' : `${text}}`);
};

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const streamOf = (chunks: AsyncIterable<Uint8Array>, c: Context): ReadableStream<Uint8Array> => {
  const iterator = chunks[Symbol.asyncIterator]();
  const { log } = c.get('options');
  const outgoing = (c.env as Environment['Bindings'] | undefined)?.outgoing;
  const request_id = c.get('requestId');
  let isCancelled = false;
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const next = await iterator.next();
          // The client disconnected while this was read.
          if (isCancelled) return;
          if (next.done) controller.close();
          else controller.enqueue(next.value);
        } catch (error) {
          const reason = endedExportIn(error);
          if (reason === undefined) log.error({ request_id, error: describe(error) }, 'a stream was cut');
          else log.warn({ request_id, reason }, 'a stream was cut: the caller may not read the project any more');
          // Node's server would print the error and try to send it as a part of the stream.
          if (outgoing === undefined) controller.error(new Error('The stream was cut.'));
          else outgoing.destroy();
        }
      },
      cancel: async () => {
        isCancelled = true;
        await iterator.return?.();
      },
    },
    // Nothing is read ahead of what the client reads.
    { highWaterMark: 0 },
  );
};

/**
 * Describes an unexpected error for a log: its kind, its code and where it happened. Messages are left out, because a
 * driver puts statements and values into them.
 */
export const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause === undefined ? [] : [`caused by ${describe(error.cause)}`];
  return [`${error.name}${code}`, ...frames, ...cause].join('\n');
};
