import { pipeline, Readable } from 'node:stream';
import type { Duplex } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';
import type { Context } from '../environment.ts';
import { reply } from './reply.ts';

/** How an answer can be compressed. */
export type Encoding = 'br' | 'gzip';

/** Answers smaller than this, in bytes, are sent as they are. */
export const COMPRESSION_THRESHOLD = 1024;

// Of several that a client likes equally well the first is taken.
const ENCODINGS: readonly Encoding[] = ['br', 'gzip'];

const BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 19 };
const GZIP_LEVEL = 5;

// There are five or so; whoever names more of them costs more than the rest of the request.
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

/** The encoding that an `Accept-Encoding` header likes best; `undefined` where that is none. */
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

// Each chunk comes out as far as it went in: a client sees the first lines before the last ones are made.
const compressor: Readonly<Record<Encoding, () => Duplex>> = {
  br: () => createBrotliCompress({ params: BROTLI, flush: constants.BROTLI_OPERATION_FLUSH }),
  gzip: () => createGzip({ level: GZIP_LEVEL, flush: constants.Z_SYNC_FLUSH }),
};

/** The encoding in which to answer a request. */
export const encodingOf = (c: Context): Encoding | undefined =>
  c.req.method === 'HEAD' ? undefined : encodingFor(c.req.header('accept-encoding'));

/** What an answer says of how it is sent: `encoding` is `undefined` for one that is not compressed though it could have been. */
export const encodingHeaders = (encoding: Encoding | undefined): Record<string, string> => ({
  Vary: 'Accept-Encoding',
  ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
});

/** Answers with a text or bytes, compressed if the client likes that and it is worth it. */
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

// The callback has nothing to say: what goes wrong in the source is thrown by the end of the pipeline as well.
/** The same bytes, compressed chunk by chunk, read no further than a chunk or two ahead of what is taken. */
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
