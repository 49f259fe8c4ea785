import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { err, ok } from '@goldset/core';
import type { Result } from '@goldset/core';
import { sizeInWords } from './body-limit.ts';
import type { Context } from '../environment.ts';
import { contentTypeOf } from './media-type.ts';
import type { Refusal } from '../response/problem.ts';

/** The maximum ratio of decompressed to sent bytes, not counting the first `INFLATED_FREELY` bytes. */
const MOST_INFLATED = 200;
const INFLATED_FREELY = 10 * 1024 * 1024;

/** How many bytes a body may exceed its limit before decompression: the overhead of gzip for incompressible bytes. */
const GZIP_OVERHEAD = 64 * 1024;

/** How an operation reads the body of a request. */
export interface RequestBody<Value> {
  /** The maximum size of a JSON document in bytes, as its schema allows. */
  readonly limit: number;
  /** The documentation of the body, with the limit of the operation. */
  readonly documented: (limit: number) => {
    readonly required: boolean;
    readonly description: string;
    readonly content: Readonly<Record<string, { readonly schema: object; readonly example: unknown }>>;
  };
  /** Whether the body of this request is a stream. Streams ignore idempotency keys. */
  readonly isStream?: (c: Context) => boolean;
  /** Checks only the headers. Returns an error response for a media type or encoding that cannot be read. */
  readonly check: (c: Context) => Refusal | undefined;
  /**
   * Reads the body. `query` holds the parsed query parameters of the request; a JSON document may have at most `limit`
   * bytes.
   */
  readonly read: (
    c: Context,
    query: Readonly<Record<string, unknown>>,
    limit: number,
  ) => Promise<Result<Value, Refusal>>;
  /** Never set; it exists only for type inference. */
  readonly value?: Value;
}

const refusals = new WeakMap<Error, Refusal>();

/** An error that carries an error response out of a stream that is being read; `refusalIn` finds it again. */
export const refusalError = (refusal: Refusal, cause?: unknown): Error => {
  const error = new Error(refusal.code, { cause });
  refusals.set(error, refusal);
  return error;
};

/** The error response that an error carries, if any. */
export const refusalIn = (error: unknown): Refusal | undefined =>
  error instanceof Error ? refusals.get(error) : undefined;

const encodingOf = (c: Context): string => c.req.header('content-encoding')?.trim().toLowerCase() ?? 'identity';

const isGzip = (encoding: string): boolean => encoding === 'gzip' || encoding === 'x-gzip';

/**
 * The error response for a body with another media type than these, or another encoding than gzip. A body without a
 * media type passes; its reader decides.
 */
export const checkMediaType = (c: Context, mediaTypes: readonly string[]): Refusal | undefined => {
  const encoding = encodingOf(c);
  if (!isGzip(encoding) && encoding !== 'identity') {
    return {
      code: 'unsupported_media_type',
      detail: 'The body must be plain or compressed with gzip.',
      headers: { 'Accept-Encoding': 'gzip' },
    };
  }
  const header = c.req.header('content-type');
  if (header === undefined) return undefined;
  const mediaType = contentTypeOf(header);
  return mediaType !== undefined && mediaTypes.includes(mediaType) ? undefined : wrongMediaType(mediaTypes);
};

/** The error response for a body with another media type than these. */
export const wrongMediaType = (mediaTypes: readonly string[]): Refusal => ({
  code: 'unsupported_media_type',
  detail: `The body must be ${mediaTypes.join(' or ')} in UTF-8, and the header Content-Type must say so.`,
});

const tooLarge = (limit: number): Refusal => ({
  code: 'too_large',
  detail: `The body may have at most ${sizeInWords(limit)} after inflating.`,
});

const inflatesTooFar: Refusal = {
  code: 'too_large',
  detail: `The body inflates to more than ${MOST_INFLATED} times its size: compress it less, or send it in several parts.`,
};

const incomplete = (cause: unknown): Error =>
  refusalError({ code: 'malformed_json', detail: 'The body ended early, or is no intact gzip stream.' }, cause);

// The lock is released, and the body is not cancelled: cancelling would close the connection before the response is
// sent.
const received = async function* (body: ReadableStream<Uint8Array>): AsyncGenerator<Buffer> {
  const reader = body.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const { buffer, byteOffset, byteLength } = read.value;
      yield Buffer.from(buffer, byteOffset, byteLength);
    }
  } finally {
    reader.releaseLock();
  }
};

// The callback does nothing: the end of the pipeline also throws the errors of the source.
const inflated = (source: AsyncIterable<Buffer>): AsyncIterable<Buffer> =>
  pipeline(Readable.from(source, { objectMode: false }), createGunzip(), () => undefined);

/**
 * The bytes of a body after decompression, read no faster than they are consumed. Throws an error that carries an error
 * response if there are more than `limit` bytes, if the gzip stream is broken, or if the connection is closed early.
 */
export const readBytes = async function* (c: Context, limit: number): AsyncGenerator<Buffer> {
  const { body } = c.req.raw;
  if (body === null) return;
  const isCompressed = isGzip(encodingOf(c));
  let sent = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of received(body)) {
      sent += chunk.length;
      // A long gzip stream may decompress to nothing.
      if (sent > limit + GZIP_OVERHEAD) throw refusalError(tooLarge(limit));
      yield chunk;
    }
  };
  const chunks = isCompressed ? inflated(counted()) : received(body);
  let total = 0;
  try {
    for await (const chunk of chunks) {
      // A client that has disconnected no longer needs the rest.
      c.req.raw.signal.throwIfAborted();
      total += chunk.length;
      if (total > limit) throw refusalError(tooLarge(limit));
      if (isCompressed && total > INFLATED_FREELY + MOST_INFLATED * sent) throw refusalError(inflatesTooFar);
      yield chunk;
    }
  } catch (error) {
    throw refusalIn(error) === undefined ? incomplete(error) : error;
  }
};

// Chunks may have one byte each, and a separate buffer costs about a hundred bytes.
const joined = async (chunks: AsyncIterable<Buffer>): Promise<Buffer> => {
  let bytes = Buffer.alloc(0);
  let length = 0;
  for await (const chunk of chunks) {
    if (length + chunk.length > bytes.length) {
      const longer = Buffer.allocUnsafe(Math.max(length + chunk.length, 2 * bytes.length));
      bytes.copy(longer, 0, 0, length);
      bytes = longer;
    }
    chunk.copy(bytes, length);
    length += chunk.length;
  }
  return bytes.subarray(0, length);
};

/** The whole body after decompression, if it is not larger than `limit` bytes. */
export const readWhole = async (c: Context, limit: number): Promise<Result<Buffer, Refusal>> => {
  const length = Number(c.req.header('content-length') ?? Number.NaN);
  if (length > limit && !isGzip(encodingOf(c))) return err(tooLarge(limit));
  try {
    // The declared length bounds what the server reads. Reading all at once is far cheaper than reading a stream.
    if (length <= limit && !isGzip(encodingOf(c))) return ok(Buffer.from(await c.req.raw.arrayBuffer()));
    return ok(await joined(readBytes(c, limit)));
  } catch (error) {
    return err(refusalIn(error) ?? refusalIn(incomplete(error)) ?? { code: 'malformed_json' });
  }
};
