import type { components, RequestFault } from './api.ts';

type Responses = components['responses'];
type CodeOf<R> = R extends { readonly content: { readonly 'application/problem+json': { readonly code?: infer Code } } }
  ? NonNullable<Code>
  : never;

/** The codes of problems that the contract knows. A newer server may return others. */
export type ProblemCode = { [Name in keyof Responses]: CodeOf<Responses[Name]> }[keyof Responses];

/** How many lines an import had processed when it was stopped. */
export interface ImportCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
}

/** The fields of a {@link GoldsetError}. */
export interface GoldsetErrorParts {
  readonly code: ProblemCode | 'unexpected_answer';
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly RequestFault[];
  readonly so_far: ImportCounts | null;
  readonly count: number | null;
  readonly request_id: string | null;
  readonly headers: Headers;
}

const FAULTS_SHOWN = 3;

const messageOf = ({ status, code, detail, errors }: GoldsetErrorParts): string => {
  const faults = errors
    .slice(0, FAULTS_SHOWN)
    .map(
      ({ pointer, line, detail: fault }) =>
        `\n  ${line === undefined ? '' : `line ${line}, `}${pointer === '' ? 'the whole' : pointer}: ${fault}`,
    );
  const more = errors.length > FAULTS_SHOWN ? `\n  and ${errors.length - FAULTS_SHOWN} more` : '';
  return `${status} ${code}: ${detail}${faults.join('')}${more}`;
};

/** A response with a problem (RFC 9457), thrown as an error. Switch on `code`. */
export class GoldsetError extends Error {
  override readonly name = 'GoldsetError';
  /**
   * The stable code; `unexpected_answer` for a response that is not a problem of Goldset, such as the page of a proxy.
   */
  readonly code: GoldsetErrorParts['code'];
  /** The HTTP status. */
  readonly status: number;
  readonly title: string;
  /** What happened, written for people. */
  readonly detail: string;
  /** The validation errors of an `invalid` or `unknown_field` request, each with its pointer. */
  readonly errors: readonly RequestFault[];
  /**
   * What an import had done when it was stopped because its caller lost permission to continue; `null` for every other
   * error.
   */
  readonly so_far: ImportCounts | null;
  /** The number of rows that match the filter, for `unexpected_count`; `null` for every other error. */
  readonly count: number | null;
  /** The id of the request, as in the server’s log. */
  readonly request_id: string | null;
  /** The headers of the response, such as the `ETag` of a `stale` one, or `Retry-After`. */
  readonly headers: Headers;

  constructor(parts: GoldsetErrorParts) {
    super(messageOf(parts));
    this.code = parts.code;
    this.status = parts.status;
    this.title = parts.title;
    this.detail = parts.detail;
    this.errors = parts.errors;
    this.so_far = parts.so_far;
    this.count = parts.count;
    this.request_id = parts.request_id;
    this.headers = parts.headers;
  }
}

const soFarIn = ({ created, updated, unchanged, rejected }: Partial<ImportCounts>): ImportCounts | null =>
  created === undefined || updated === undefined || unchanged === undefined || rejected === undefined
    ? null
    : { created, updated, unchanged, rejected };

type ProblemBody = Omit<GoldsetErrorParts, 'headers' | 'errors' | 'so_far' | 'count'> &
  Partial<ImportCounts> & { readonly count?: number; readonly errors?: readonly RequestFault[] };

const isProblem = (body: unknown): body is ProblemBody =>
  typeof body === 'object' &&
  body !== null &&
  'code' in body &&
  typeof body.code === 'string' &&
  'detail' in body &&
  typeof body.detail === 'string';

/** Returns the error for a response. `body` is the parsed JSON if the response is JSON, otherwise the text. */
export const errorOf = (status: number, headers: Headers, body: unknown): GoldsetError => {
  const request_id = headers.get('x-request-id');
  if (isProblem(body))
    return new GoldsetError({
      ...body,
      status,
      errors: body.errors ?? [],
      so_far: soFarIn(body),
      count: body.count ?? null,
      request_id: body.request_id ?? request_id,
      headers,
    });
  const detail = typeof body === 'string' && body !== '' ? body.slice(0, 200) : 'The answer is not one of Goldset’s.';
  return new GoldsetError({
    code: 'unexpected_answer',
    status,
    title: 'Unexpected answer',
    detail,
    errors: [],
    so_far: null,
    count: null,
    request_id,
    headers,
  });
};
