import { pipeline, Readable } from 'node:stream';
import type { Duplex } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';
import type { Context } from '../environment.ts';
import { reply } from './reply.ts';

/** A content encoding for responses. */
export type Encoding = 'br' | 'gzip';

/** Responses smaller than this, in bytes, are not compressed. */
export const COMPRESSION_THRESHOLD = 1024;

// If a client prefers several equally, the first one is used.
const ENCODINGS: readonly Encoding[] = ['br', 'gzip'];

const BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 19 };
const GZIP_LEVEL = 5;

// There are about five encodings. Parsing more would cost more than the rest of the request.
const MOST_NAMED = 20;

const qualityIn = (header: string): ((name: string) => number | undefined) => {
  const given = new Map<string, number>();
  for (const part of header.toLowerCase().split(',', MOST_NAMED)) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const q = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '');
    given.set(name, q === undefined ? 1 : Number(q) || 0);
  }
  return (name) => given.get(name) ?? given.get(name === 'gzip' ? 'x-gzip' : name);
};

/** The preferred encoding of an `Accept-Encoding` header; `undefined` if the response should not be compressed. */
export const encodingFor = (header: string | undefined): Encoding | undefined => {
  if (header === undefined || header === '' || header === 'identity') return undefined;
  const quality = qualityIn(header);
  const plain = quality('identity') ?? 0;
  let best: Encoding | undefined;
  let most = 0;
  for (const encoding of ENCODINGS) {
    const q = quality(encoding) ?? quality('*') ?? 0;
    if (q > most) [best, most] = [encoding, q];
  }
  return most >= plain ? best : undefined;
};

const compress: Readonly<Record<Encoding, (bytes: Uint8Array) => Promise<Buffer>>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, { params: { ...BROTLI, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: GZIP_LEVEL }),
};

// Each chunk is flushed, so that a client sees the first lines before the last ones exist.
const compressor: Readonly<Record<Encoding, () => Duplex>> = {
  br: () => createBrotliCompress({ params: BROTLI, flush: constants.BROTLI_OPERATION_FLUSH }),
  gzip: () => createGzip({ level: GZIP_LEVEL, flush: constants.Z_SYNC_FLUSH }),
};

/** The encoding of the response to a request. */
export const encodingOf = (c: Context): Encoding | undefined =>
  c.req.method === 'HEAD' ? undefined : encodingFor(c.req.header('accept-encoding'));

/**
 * The headers for the encoding of a response. `encoding` is `undefined` for a response that is not compressed but could
 * have been.
 */
export const encodingHeaders = (encoding: Encoding | undefined): Record<string, string> => ({
  Vary: 'Accept-Encoding',
  ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
});

/** Responds with text or bytes, compressed if the client accepts that and the content is large enough. */
export const send = (
  c: Context,
  status: 200 | 201,
  content: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Response | Promise<Response> => {
  if (content.length < COMPRESSION_THRESHOLD) return reply(c, content, status, headers);
  const encoding = encodingOf(c);
  const all = { ...headers, ...encodingHeaders(encoding) };
  if (encoding === undefined) return reply(c, content, status, all);
  return compress[encoding](typeof content === 'string' ? Buffer.from(content) : content).then((bytes) =>
    reply(c, new Uint8Array(bytes), status, all),
  );
};

// The callback does nothing: the end of the pipeline also throws the errors of the source.
/** The same bytes, compressed chunk by chunk. At most one or two chunks are read ahead of the consumer. */
export const compressed = (
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding | undefined,
): AsyncIterable<Uint8Array> =>
  encoding === undefined
    ? chunks
    : (pipeline(
        Readable.from(chunks, { objectMode: true, highWaterMark: 1 }),
        compressor[encoding](),
        () => undefined,
      ) as AsyncIterable<Uint8Array>);
