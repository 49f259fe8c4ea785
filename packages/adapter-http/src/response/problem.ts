import { Fault, rolesByPermission } from '@goldset/core';
import { visible } from '@goldset/core/adapter';
import type { DomainError, ImportCounts, MissingBecause, Permission } from '@goldset/core';
import { z } from 'zod';
import type { Context } from '../environment.ts';
import { revisionTag } from '../conditional/etag.ts';
import { reply } from './reply.ts';
import { SECURITY_HEADERS } from '../security/security-headers.ts';

/** Why a request is refused before its content is known. */
export type UnreadableCode =
  | 'malformed_request'
  | 'headers_too_large'
  | 'timed_out'
  | 'expectation_failed'
  | 'unavailable';

/** The errors that exist only over HTTP. */
export type HttpProblemCode =
  | UnreadableCode
  | 'malformed_json'
  | 'method_not_allowed'
  | 'not_acceptable'
  | 'unsupported_media_type'
  | 'unknown_field'
  | 'internal'
  | 'too_many_requests'
  | 'unavailable';

/** The stable code that a client switches on. */
export type ProblemCode = DomainError['code'] | HttpProblemCode;

/** One validation error of a request. In an import, it names the line. */
export type RequestFault = Fault & { readonly line?: number | undefined };

/** An error that becomes an error response: an error of an operation, or one of HTTP. */
export type Refusal =
  | DomainError
  | {
      readonly code: HttpProblemCode | 'invalid' | 'not_found' | 'unauthenticated';
      readonly detail?: string;
      readonly errors?: readonly RequestFault[];
      readonly headers?: Readonly<Record<string, string>>;
    };

interface ProblemKind {
  readonly status: 400 | 401 | 403 | 404 | 405 | 406 | 408 | 409 | 412 | 413 | 415 | 417 | 422 | 429 | 431 | 500 | 503;
  readonly title: string;
  /** What happened. It is the `detail` of a problem that has no other. */
  readonly explanation: string;
  /** What the client should do. */
  readonly mend: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How many seconds a client should wait before it retries if too many requests wait. */
export const OVERLOADED_SECONDS = 1;

/** How many seconds a client should wait before it retries if the database is unavailable. */
export const UNAVAILABLE_SECONDS = 2;

/** Every problem with its status and what to do about it. */
export const problems = {
  malformed_request: {
    status: 400,
    title: 'Malformed request',
    explanation:
      'The bytes are not a valid HTTP/1.1 request: the request line, the headers or the framing cannot be read, there is not exactly one valid `Host` header, or the method is `CONNECT`, which only proxies serve.',
    mend: 'Send the request with an HTTP library, or check the programs between the client and this server.',
  },
  malformed_json: {
    status: 400,
    title: 'Malformed JSON',
    explanation: 'The body is not JSON in UTF-8.',
    mend: 'Send valid JSON in UTF-8. If the body is compressed, it must be one complete gzip stream. For one JSON value per line use `application/x-ndjson`, which imports accept.',
  },
  malformed_cursor: {
    status: 400,
    title: 'Malformed cursor',
    explanation: 'The cursor does not belong to this list with these filters and this order.',
    mend: 'Use the complete URLs in `pagination.next` and `pagination.prev`, or start without a cursor.',
  },
  unauthenticated: {
    status: 401,
    title: 'Unauthenticated',
    explanation: 'The request has no token, or its token is unknown, revoked or expired.',
    mend: 'Send `Authorization: Bearer <token>` with a valid token.',
    headers: { 'WWW-Authenticate': 'Bearer' },
  },
  forbidden: {
    status: 403,
    title: 'Forbidden',
    explanation:
      'The caller may see the target but may not do this: a permission is missing, or only the annotator who holds the task or gave the answer may do it. The detail says which.',
    mend: 'If a permission is missing, ask an administrator of the organization for a role that has it, or use a token that is not limited to other permissions. Leave to its annotator what only they may do.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    explanation: 'The thing does not exist, or the caller may not know of it.',
    mend: 'Check the path and the ids. Check that the caller has a role on the organization or project. If only its owner may do this, check that the caller is the owner.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    explanation: 'The path exists, but not with this method.',
    mend: 'Use one of the methods in the `Allow` header.',
  },
  not_acceptable: {
    status: 406,
    title: 'Not acceptable',
    explanation: 'The response has no media type that the `Accept` header allows.',
    mend: 'Accept the media type that the detail names, or send no `Accept` header.',
  },
  already_exists: {
    status: 409,
    title: 'Already exists',
    explanation: 'This thing exists already.',
    mend: 'Use the existing one, or choose another name or id.',
  },
  last_admin: {
    status: 409,
    title: 'Last admin',
    explanation: 'An organization must have at least one admin who is a person, and this is the last one.',
    mend: 'Give the role `admin` on the organization to another person first.',
  },
  not_ready: {
    status: 409,
    title: 'Not ready',
    explanation: 'Something else must be created first; the detail says what.',
    mend: 'Create what is missing, then repeat the request.',
  },
  lease_lost: {
    status: 409,
    title: 'Lease lost',
    explanation:
      'The task is no longer claimed: it was released or skipped, or its lease ended and another claim took its place.',
    mend: 'Follow the detail: claim again, or have the item of a skipped task requeued.',
  },
  already_submitted: {
    status: 409,
    title: 'Already submitted',
    explanation: 'The task was submitted already.',
    mend: 'Continue with the next task. To change the answer, revise its annotation with `PATCH /projects/{project_id}/annotations/{annotation_id}`. A submitted task cannot be renewed, released, skipped, or submitted with another value.',
  },
  timed_out: {
    status: 408,
    title: 'Timed out',
    explanation: 'The headers of the request did not arrive in time.',
    mend: 'Send all headers of a request at once.',
  },
  in_use: {
    status: 409,
    title: 'In use',
    explanation: 'Something else depends on what the request would change; the detail says what.',
    mend: 'Follow the detail, or leave that field out.',
  },
  unexpected_count: {
    status: 409,
    title: 'Unexpected count',
    explanation:
      'The filter fits another number of things than the request expects; `count` is that number. Nothing was changed.',
    mend: 'Look at what fits the filter. If you mean all of it, repeat the request with that number as `expected_count`.',
  },
  archived: {
    status: 409,
    title: 'Project archived',
    explanation:
      'The project is archived. It can be read, exported and reopened, and claimed tasks can be finished; nothing else in it can be changed.',
    mend: 'Reopen the project with `PATCH /projects/{project_id}` and `{"state": "active"}`, then repeat the request.',
  },
  stale: {
    status: 412,
    title: 'Stale revision',
    explanation: 'The thing was changed in the meantime: it is at none of the revisions that `If-Match` names.',
    mend: 'Read the thing again, decide anew, and send its present `ETag`, which is also in this response.',
  },
  idempotency_in_flight: {
    status: 409,
    title: 'Request in progress',
    explanation: 'A request with this idempotency key is being processed.',
    mend: 'Repeat the request with the same key. When the other request has ended, you receive its response.',
  },
  too_large: {
    status: 413,
    title: 'Too large',
    explanation: 'The body is larger than this operation accepts, counted after inflating.',
    mend: 'Send less in one request. Send large imports as `application/x-ndjson`, in which only the size of a line is limited.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported media type',
    explanation: 'The body has a media type, character set or content encoding that this operation does not read.',
    mend: 'Send the media type that the detail names, in UTF-8, either uncompressed or with gzip.',
  },
  expectation_failed: {
    status: 417,
    title: 'Expectation failed',
    explanation: 'The header `Expect` asks for something other than `100-continue`.',
    mend: 'Send the request without `Expect`.',
  },
  unknown_field: {
    status: 422,
    title: 'Unknown field',
    explanation: 'The request has fields or query parameters that do not exist.',
    mend: 'Check the spelling of what `errors` points to, or leave it out.',
  },
  invalid: {
    status: 422,
    title: 'Invalid request',
    explanation: 'Some values in the request are not valid.',
    mend: 'Correct each entry of `errors`; its `pointer` says where the value is.',
  },
  idempotency_mismatch: {
    status: 422,
    title: 'Idempotency mismatch',
    explanation: 'This idempotency key was used for another request, with another path, query or body.',
    mend: 'Use a new key for every new request, and repeat a key only with the same request.',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many requests',
    explanation:
      'The server is overloaded, this client sends too many requests without a token, or something has failed too often; the detail says which. Nothing was done.',
    mend: 'Repeat the request after the seconds in `Retry-After`. If it happens often, use fewer connections or send fewer requests. If many people share the address of a proxy, its operator must name the proxy in `TRUSTED_PROXIES`.',
    headers: { 'Retry-After': String(OVERLOADED_SECONDS) },
  },
  headers_too_large: {
    status: 431,
    title: 'Headers too large',
    explanation: 'The headers of the request, including its URL, are larger than 16 KiB.',
    mend: 'Send fewer or shorter headers, or a shorter URL.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    explanation: 'An unexpected error happened on this server.',
    mend: 'Repeat the request later. If it fails again, report it with its `request_id`.',
  },
  unavailable: {
    status: 503,
    title: 'Unavailable',
    explanation: 'The server cannot reach its database at the moment, or the database has no disk space.',
    mend: 'Repeat the request after the seconds in `Retry-After`.',
    headers: { 'Retry-After': String(UNAVAILABLE_SECONDS) },
  },
} as const satisfies Readonly<Record<ProblemCode, ProblemKind>>;

/** The problem kind of a code, with the common type. */
export const problemKind = (code: ProblemCode): ProblemKind => problems[code];

/** The media type of every error response. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

const countSoFar = (what: string) =>
  z
    .int()
    .min(0)
    .optional()
    .meta({ description: `Of an import that was stopped only: how many lines it had ${what} so far.` });

const soFar = {
  created: countSoFar('created'),
  updated: countSoFar('updated'),
  unchanged: countSoFar('found unchanged'),
  rejected: countSoFar('rejected'),
} as const satisfies Record<keyof ImportCounts, z.ZodType>;

/** An error response (RFC 9457). */
export const Problem = z
  .object({
    type: z.string().meta({
      description: 'A URL on this server that explains the error and its mend.',
      example: '/problems/not_found',
    }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().meta({ description: 'What happened, for people.' }),
    code: z.string().meta({ description: 'The stable word that a client switches on.' }),
    request_id: z.string().meta({ description: 'The same as in the `X-Request-Id` header and in the log.' }),
    errors: z
      .array(
        Fault.extend({
          line: z.int().min(1).optional().meta({ description: 'Of an import only; counts from 1.' }),
        }).meta({ id: 'RequestFault' }),
      )
      .optional()
      .meta({ description: 'The faults of the request, at most 100.' }),
    ...soFar,
    count: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'Of an `unexpected_count` only: how many things fit the filter.' }),
  })
  .meta({ id: 'Problem' });

const rolesWith = (permission: Permission): string => {
  const holders: readonly string[] = Object.hasOwn(rolesByPermission, permission)
    ? rolesByPermission[permission as keyof typeof rolesByPermission]
    : [];
  return `of the ${holders.length === 1 ? 'role' : 'roles'} ${holders.join(', ')}`;
};

const missing = {
  token_limited: () =>
    ', and a token with any limit, to an organization or to permissions, does not have it: use one without a limit',
  token_permissions: () => ', and this token is limited to other permissions: use one that has it',
  token_organization: () =>
    ', and a token that is limited to one organization does not have it: use one without this limit',
  service_account: () => ', which service accounts never have: a person must do this',
  installation: () => ', which this installation gives to its operators only',
  roles: (permission: Permission) => ` (${rolesWith(permission)})`,
} as const satisfies Readonly<Record<MissingBecause, (permission: Permission) => string>>;

const detailOf = (refusal: Refusal): string => {
  if ('detail' in refusal && refusal.detail !== undefined) return refusal.detail;
  if (refusal.code === 'forbidden' && refusal.permission !== undefined)
    return `This needs the permission ${refusal.permission}${missing[refusal.because](refusal.permission)}.`;
  return problems[codeOf(refusal)].explanation;
};

const errorsOf = (refusal: Refusal): readonly RequestFault[] | undefined =>
  'errors' in refusal ? refusal.errors : undefined;

/** The error response for a request with validation errors. */
export const invalid = (errors: readonly RequestFault[], detail?: string): Refusal => ({
  code: 'invalid',
  errors,
  ...(detail === undefined ? {} : { detail }),
});

// A request whose only errors are fields that do not exist gets its own code: it has a misspelling, not a wrong value.
const codeOf = (refusal: Refusal): ProblemCode =>
  refusal.code === 'invalid' && refusal.errors?.every(({ code }) => code === 'unknown_field') === true
    ? 'unknown_field'
    : refusal.code;

/** The body of an error response. Its `type` is the URL of a page below the base path. */
export const problemOf = (refusal: Refusal, requestId: string, basePath = ''): z.output<typeof Problem> => {
  const code = codeOf(refusal);
  const { status, title } = problems[code];
  const errors = errorsOf(refusal);
  return {
    type: `${basePath}/problems/${code}`,
    title,
    status,
    detail: detailOf(refusal),
    code,
    request_id: requestId,
    ...(errors === undefined
      ? {}
      : {
          errors: errors.map(({ line, pointer, code, detail }) => ({
            ...(line === undefined ? {} : { line }),
            pointer,
            code,
            detail,
          })),
        }),
    ...('so_far' in refusal ? refusal.so_far : {}),
    ...('count' in refusal ? { count: refusal.count } : {}),
  };
};

/** Responds with an error. */
export const refuse = (c: Context, refusal: Refusal): Response => {
  const { status, headers } = problemKind(refusal.code);
  const own = 'headers' in refusal ? refusal.headers : undefined;
  const retry = 'retry_after' in refusal ? { 'Retry-After': String(refusal.retry_after) } : {};
  const etag = 'revision' in refusal ? { ETag: revisionTag(refusal.revision) } : {};
  // A pointer may name a key with invisible characters. Escapes of JSON mean the same and are visible.
  return reply(c, visible(JSON.stringify(problemOf(refusal, c.get('requestId'), c.get('basePath')))), status, {
    'Content-Type': PROBLEM_MEDIA_TYPE,
    ...headers,
    ...own,
    ...etag,
    ...retry,
  });
};

/** The error response for a request that cannot be read or served, for a server that must write it by itself. */
export const unreadable = (
  code: UnreadableCode,
  requestId: string,
): { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string } => ({
  status: problems[code].status,
  headers: {
    ...SECURITY_HEADERS,
    ...problemKind(code).headers,
    'Content-Type': PROBLEM_MEDIA_TYPE,
    'X-Request-Id': requestId,
  },
  body: JSON.stringify(problemOf({ code }, requestId)),
});
