import { createClient } from '@goldset/client';
import type { Answers, Client } from '@goldset/client';
import type { JsonObject } from '@goldset/core';
import type { Fetch } from './conforming.ts';

/** An answer with its body, parsed where it is JSON. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A problem, as far as tests look at it. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly request_id: string;
  readonly errors?: readonly {
    readonly pointer: string;
    readonly code: string;
    readonly detail: string;
    readonly line?: number;
  }[];
}

/** What a request is made of beside its method and path. */
export interface RequestParts {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
}

/**
 * The HTTP interface, as one caller sees it: through the TypeScript client, so that a call that does not fit the contract does not
 * compile, and raw, for what its types forbid and where the paths are data. Raw paths are below the base path; those that begin
 * with it are taken as they are.
 */
export interface Api {
  /** The same, with another token; without one, as nobody. */
  as(token?: string): Api;
  /** The client that programs use; it sends nothing twice here. */
  readonly client: Client;
  /** Its calls, whose answers are told apart by their status. */
  readonly typed: Answers;
  get<Body = JsonObject>(path: string): Promise<Answer<Body>>;
  /** Sends `body` as JSON; without one, sends none. */
  post<Body = JsonObject>(path: string, body?: unknown): Promise<Answer<Body>>;
  /** Sends `body` as JSON, if it is still what the entity tag names. */
  patch<Body = JsonObject>(path: string, body: unknown, ifMatch?: string): Promise<Answer<Body>>;
  delete<Body = JsonObject>(path: string, ifMatch?: string): Promise<Answer<Body>>;
  /** Sends anything; the answer is text where it is no JSON. */
  request<Body = JsonObject>(method: string, path: string, parts?: RequestParts): Promise<Answer<Body>>;
}

const BASE_PATH = '/v1';
const ORIGIN = 'http://localhost';

/** The body of an answer that must have this status, which must be one that the operation declares. */
export const bodyAt = async <A extends { readonly status: number; readonly body: unknown }, S extends A['status']>(
  status: S,
  answer: Promise<A>,
): Promise<Extract<A, { readonly status: S }>['body']> => {
  const { status: actual, body } = await answer;
  if (actual !== status) throw new Error(`Expected ${status}, not ${actual}: ${JSON.stringify(body)}`);
  return body;
};

const urlOf = (path: string): string => ORIGIN + (path.startsWith(`${BASE_PATH}/`) ? path : BASE_PATH + path);

const bodyOf = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  return /^application\/(problem\+)?json$/.test(response.headers.get('content-type') ?? '')
    ? (JSON.parse(text) as unknown)
    : text;
};

const matching = (ifMatch: string | undefined): Readonly<Record<string, string>> =>
  ifMatch === undefined ? {} : { 'If-Match': ifMatch };

/** A client of the HTTP interface behind `fetch`. */
export const newApi = (fetch: Fetch, token?: string): Api => {
  const request = async <Body>(
    method: string,
    path: string,
    { headers = {}, body = null }: RequestParts = {},
  ): Promise<Answer<Body>> => {
    const authorization = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    const streamed = body instanceof ReadableStream ? ({ duplex: 'half' } as const) : {};
    const response = await fetch(
      new Request(urlOf(path), { method, headers: { ...authorization, ...headers }, body, ...streamed }),
    );
    return { status: response.status, headers: response.headers, body: (await bodyOf(response)) as Body };
  };
  const client = createClient({
    url: ORIGIN,
    retries: 0,
    fetch: (sent) => fetch(sent),
    ...(token === undefined ? {} : { token }),
  });
  return {
    as: (other) => newApi(fetch, other),
    client,
    typed: client.answers,
    get: (path) => request('GET', path),
    post: (path, body) =>
      request(
        'POST',
        path,
        body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
      ),
    patch: (path, body, ifMatch) =>
      request('PATCH', path, {
        headers: { 'Content-Type': 'application/json', ...matching(ifMatch) },
        body: JSON.stringify(body),
      }),
    delete: (path, ifMatch) => request('DELETE', path, { headers: matching(ifMatch) }),
    request,
  };
};
