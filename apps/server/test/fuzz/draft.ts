import { gzipSync } from 'node:zlib';
import type { Tree } from './tree.ts';
import { textOf } from './tree.ts';

/** A request before it is put into bytes. */
export interface Draft {
  readonly method: string;
  /** From the base path on, encoded. */
  readonly path: string;
  /** Encoded names and values. */
  readonly query: readonly (readonly [string, string])[];
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** One document, or the lines of a stream; none for a request without a body. */
  readonly documents?: readonly Tree[];
  readonly isStream: boolean;
  readonly isZipped: boolean;
  /** Changes the body before it is compressed. */
  readonly spoil?: (body: Buffer) => Buffer;
  /** Changes the body after it was compressed. */
  readonly spoilZipped?: (body: Buffer) => Buffer;
}

const ORIGIN = 'http://localhost';
const LONGEST_SHOWN = 4_000;

const bodyOf = (draft: Draft): Buffer | undefined => {
  const { documents, isStream, isZipped, spoil = (body) => body, spoilZipped = (body) => body } = draft;
  if (documents === undefined) return undefined;
  const plain = spoil(
    Buffer.from(
      isStream ? documents.map((document) => `${textOf(document)}\n`).join('') : documents.map(textOf).join(''),
    ),
  );
  return spoilZipped(isZipped ? gzipSync(plain) : plain);
};

/** What is sent. */
export interface Wire {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Buffer<ArrayBuffer> | undefined;
}

// What a client's own library refuses to send cannot reach the server either.
const headersOf = (draft: Draft): Headers => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(draft.headers)) {
    try {
      headers.set(name, value);
    } catch {
      headers.delete(name);
    }
  }
  return headers;
};

/** The bytes of a request. */
export const wireOf = (draft: Draft): Wire => {
  const search = draft.query.map(([name, value]) => `${name}=${value}`).join('&');
  const body = ['GET', 'HEAD'].includes(draft.method) ? undefined : bodyOf(draft);
  const headers = headersOf(draft);
  // A server knows the length of a body that is not sent in chunks; half of them are.
  if (body !== undefined && body.length % 2 === 0) headers.set('content-length', String(body.length));
  return {
    method: draft.method,
    url: ORIGIN + draft.path + (search === '' ? '' : `?${search}`),
    headers,
    body: body && Buffer.from(body),
  };
};

/** The request, to be sent once. */
export const requestOf = ({ method, url, headers, body }: Wire): Request =>
  new Request(url, { method, headers, ...(body === undefined ? {} : { body }) });

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const shownBody = (body: Buffer): string => {
  const text = body.toString('utf8');
  const isText = Buffer.from(text).equals(body) && !/\p{Cc}/u.test(text.replaceAll(/[\r\n\t]/g, ''));
  if (isText && text.length <= LONGEST_SHOWN) return `--data-binary ${quote(text)}`;
  const cut = body.subarray(0, LONGEST_SHOWN).toString('base64');
  return `--data-binary @<(echo ${cut} | base64 -d)${body.length > LONGEST_SHOWN ? ` # the first ${LONGEST_SHOWN} of ${body.length} bytes` : ''}`;
};

/** The request as a command that sends it again. */
export const curlOf = ({ method, url, headers, body }: Wire): string =>
  [
    `curl -i -X ${method} ${quote(url.length > LONGEST_SHOWN ? `${url.slice(0, LONGEST_SHOWN)}…` : url)}`,
    ...[...headers]
      .filter(([name]) => name !== 'content-length')
      .map(([name, value]) => `-H ${quote(`${name}: ${value.slice(0, LONGEST_SHOWN)}`)}`),
    ...(body === undefined ? [] : [shownBody(body)]),
  ].join(' \\\n  ');
