import {
  err,
  isId,
  NIL_ID,
  ok,
  onArchived,
  requiredPermissions,
  targetOf,
  unlimitablePermissions,
} from '@goldset/core';
import { isNoRoom, placeKey, RATE_LIMIT } from '@goldset/core/adapter';
import type {
  Application,
  ArchivedError,
  Caller,
  Conditional,
  DomainError,
  Id,
  OnceError,
  OnceRequest,
  OperationName,
  Permission,
  Result,
} from '@goldset/core';
import type { OnceKey } from '@goldset/core/adapter';
import { z } from 'zod';
import type { Answer, Answered } from './response/answer.ts';
import { bearerOf } from './security/bearer.ts';
import { MAX_BYTES_WITHOUT_TOKEN } from './request/body-limit.ts';
import type { RequestBody } from './request/body.ts';
import { refusalIn } from './request/body.ts';
import type { Context, Environment } from './environment.ts';
import { keyIn, newRequestHash } from './request/idempotency.ts';
import { revisionsIn } from './conditional/if-match.ts';
import { accepts } from './request/media-type.ts';
import { PageQuery, pageRequestOf } from './response/page.ts';
import type { List } from './response/page.ts';
import { refuse } from './response/problem.ts';
import { roomFor } from './response/rooms.ts';
import type { ProblemCode, Refusal } from './response/problem.ts';
import { parseQuery, queryOf } from './request/query.ts';
import { API_PATH } from './routing/base-path.ts';
import { nextTurn } from './request/slices.ts';
import type { Tag } from './tags.ts';

/** The parameters of a path: ids and versions. */
export type PathParams<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name]: Key extends 'version' ? number : Id } & PathParams<Rest>
  : unknown;

// The adapter itself can return these, so every operation with a body declares them, and one with a query declares the
// first.
type BodyCode = 'invalid' | 'too_large';

// An operation that runs long authenticates the caller again. The guard can return `not_found` for a target, and
// targets are in the path, so a path without an id has no such error.
// Only a POST accepts an idempotency key, and declares its errors.
// A token can be revoked while it is used. `too_many_requests` has other causes, too.
type GuardCode = 'forbidden' | 'not_found' | 'unauthenticated' | 'too_many_requests' | OnceError['code'];

// The input of an operation without a body or without query parameters of its own.
type Nothing = { readonly [nothing]?: never };
declare const nothing: unique symbol;

/** The errors of operations that an endpoint can declare. */
export type OwnCode = Exclude<DomainError['code'], GuardCode | 'invalid' | 'archived'>;

/**
 * The errors that an operation may return if its endpoint declares `Code`. The table of the core decides whether
 * `archived` is one of them.
 */
export type DeclaredError<Code extends OwnCode, Body, Query, Name extends OperationName> =
  | Extract<
      DomainError,
      {
        readonly code:
          | Code
          | GuardCode
          | ([Body] extends [Nothing] ? never : BodyCode)
          | ([Query] extends [Nothing] ? never : 'invalid');
      }
    >
  | ArchivedError<Name>;

/** The input that comes from the header `If-Match`, for an endpoint that declares `stale`. */
type IfMatch<Code extends OwnCode> = 'stale' extends Code ? Conditional : unknown;

/** One operation over HTTP: its documentation, and the function that answers requests. */
export interface Endpoint<Name extends OperationName = OperationName> {
  readonly operationId: string;
  readonly operation: Name;
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** The path below `/v1`, with `{…}` around its parameters. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly tag: Tag;
  /** Whether every request needs a token. */
  readonly needsToken: boolean;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: ReturnType<RequestBody<unknown>['documented']> | undefined;
  /** Whether the endpoint accepts the header `If-Match`. */
  readonly takesIfMatch: boolean;
  /** Whether the endpoint accepts the header `If-None-Match`, and can respond with 304. */
  readonly takesIfNoneMatch: boolean;
  readonly success: { readonly status: number } & Answer<unknown>['documented'];
  /**
   * All errors of the endpoint, except those that the `default` response of the contract covers, such as `internal`.
   */
  readonly codes: readonly ProblemCode[];
  readonly answer: (c: Context) => Promise<Response>;
}

interface Description<
  Path extends string,
  Value,
  Extra extends object,
  Code extends OwnCode,
  Query extends object,
  Body extends object,
  Name extends OperationName,
> {
  readonly operation: Name;
  /** The name of this endpoint, if one operation has several paths. */
  readonly operationId?: string;
  readonly method: Endpoint['method'];
  readonly path: Path;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  /** A strict schema of the query parameters. A response that is a page adds its own. */
  readonly query?: z.ZodObject & z.ZodType<Query>;
  readonly body?: RequestBody<Body>;
  readonly answer: Answer<Value, Extra>;
  /**
   * The errors of the operation itself, without those of the guard and the adapter. With `stale`, the endpoint accepts
   * `If-Match`, as every endpoint does that changes or deletes one resource.
   */
  readonly errors?: readonly Code[];
  /** Runs the operation for a request without a token, if the operation allows that. */
  readonly withoutToken?: (
    application: Application,
    causationId: string,
    input: Input<NoInfer<Path>, NoInfer<Extra>, NoInfer<Query>, NoInfer<Body>>,
    once: OnceRequest | undefined,
  ) => Promise<Result<NoInfer<Value>, DeclaredError<NoInfer<Code>, NoInfer<Body>, NoInfer<Query>, NoInfer<Name>>>>;
}

/** The input of an operation: the parameters of the path and the query, and the body. */
export type Input<Path extends string, Extra, Query, Body> = PathParams<Path> & Extra & Query & Body;

interface ReadInput extends Pick<Answered, 'list' | 'page'> {
  readonly input: object;
}

const ID = z.uuid().meta({ example: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55' });
const MAX_VERSION = 2 ** 31 - 1;
const VERSION = z.int().min(1).max(MAX_VERSION).meta({ example: 1 });

const namesIn = (path: string): readonly string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

const isVersion = (name: string): boolean => name === 'version';

// Text that cannot be an id or a version becomes one that does not exist, so that it gets the response of an unknown
// one.
const paramOf = (name: string, text: string): string | number => {
  if (!isVersion(name)) return isId(text) ? text.toLowerCase() : NIL_ID;
  const version = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
  return version <= MAX_VERSION ? version : 0;
};

// Includes the question mark: `URLSearchParams` removes one, and a second one is part of a name.
const searchOf = (url: string): string => {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
};

const everyTokenMay = (operation: OperationName): boolean =>
  (unlimitablePermissions as readonly Permission[]).includes(requiredPermissions[operation]);

const codesOf = (
  operation: OperationName,
  method: Endpoint['method'],
  names: readonly string[],
  answer: Answer<never>,
  query: z.ZodObject,
  body: object | undefined,
  own: readonly OwnCode[],
): readonly ProblemCode[] => {
  const hasQuery = Object.keys(query.shape).length > 0;
  const takesKey = method === 'post';
  return [
    'malformed_request',
    ...(body === undefined ? [] : (['malformed_json'] as const)),
    ...(answer.pageKey === undefined ? [] : (['malformed_cursor'] as const)),
    'unauthenticated',
    ...(everyTokenMay(operation) ? [] : (['forbidden'] as const)),
    ...(names.length === 0 ? [] : (['not_found'] as const)),
    ...(answer.mediaType === undefined ? [] : (['not_acceptable'] as const)),
    ...own,
    ...(onArchived[operation] === 'serves' ? [] : (['archived'] as const)),
    ...(takesKey ? (['idempotency_in_flight'] as const) : []),
    ...(body === undefined ? [] : (['too_large', 'unsupported_media_type'] as const)),
    'unknown_field',
    ...(body === undefined && !hasQuery && !takesKey && !own.includes('stale') ? [] : (['invalid'] as const)),
    ...(takesKey ? (['idempotency_mismatch'] as const) : []),
    'too_many_requests',
    'headers_too_large',
    'unavailable',
  ];
};

const NO_ROOM: Refusal = {
  code: 'too_many_requests',
  detail:
    'Other answers of many megabytes are being sent, and there was no room for this one in time. Nothing was done; ask again, or for fewer rows.',
};

const SLOW_BODY_MILLISECONDS = 1000;
const OVERLOADED: Refusal = {
  code: 'too_many_requests',
  detail:
    'More requests are waiting for the database than this server lets wait. Nothing of this one was done: repeat it after the seconds in `Retry-After`.',
};

const tooOften = (seconds: number): Refusal => ({
  code: 'too_many_requests',
  detail: `Without a token, one client may ask for this ${RATE_LIMIT.per_minute} times a minute, and ${RATE_LIMIT.burst} times at once. Ask again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  headers: { 'Retry-After': String(seconds) },
});

const OFTEN = `Without a token, one client (an IPv4 address, or an IPv6 network of 64 bits) may ask for this ${RATE_LIMIT.per_minute} times a minute, and ${RATE_LIMIT.burst} times at once; beyond that it is a \`429\`.`;

const notAcceptable = (mediaType: string): Refusal => ({
  code: 'not_acceptable',
  detail: `The answer is ${mediaType}.`,
});

/**
 * Describes one operation over HTTP. It does not compile if the operation can return an error that is not declared, or
 * a value that does not match the schema of the response. A request is checked in a fixed order: what the client
 * accepts, the caller, the idempotency key, the other headers, the query, the body, and then the operation with its
 * guard.
 */
export const endpoint = <
  const Path extends string,
  Value,
  Extra extends object,
  const Code extends OwnCode = never,
  Query extends object = Nothing,
  Body extends object = Nothing,
  const Name extends OperationName = OperationName,
>(
  description: Description<Path, Value, Extra, Code, Query, Body, Name>,
  run: (
    application: Application,
    caller: Caller,
    input: Input<NoInfer<Path>, NoInfer<Extra>, NoInfer<Query>, NoInfer<Body>> & IfMatch<NoInfer<Code>>,
  ) => Promise<Result<NoInfer<Value>, DeclaredError<NoInfer<Code>, NoInfer<Body>, NoInfer<Query>, NoInfer<Name>>>>,
): Endpoint<Name> => {
  const { operation, operationId = operation, method, path, answer, body, withoutToken } = description;
  const names = namesIn(path);
  // A client without a token may send many requests, so each must be cheap.
  const limit = withoutToken === undefined ? (body?.limit ?? 0) : MAX_BYTES_WITHOUT_TOKEN;
  const takesIfMatch = (description.errors as readonly OwnCode[] | undefined)?.includes('stale') === true;
  const query = z.strictObject({
    ...description.query?.shape,
    ...(answer.pageKey === undefined ? {} : PageQuery.shape),
  });

  const paramsIn = (c: Context): Answered['params'] =>
    Object.fromEntries(names.map((name) => [name, paramOf(name, c.req.param(name) ?? '')]));

  const listIn = (params: Answered['params'], own: object): List | undefined =>
    answer.pageKey && {
      name: operationId,
      path: API_PATH + path.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name])),
      filters: queryOf(own),
      key: answer.pageKey,
    };

  const callerIn = async (
    c: Context,
    params: Answered['params'],
    key: OnceKey | undefined,
  ): Promise<Result<Caller | null, Refusal>> => {
    if (withoutToken !== undefined && c.req.header('authorization') === undefined) return ok(null);
    const token = bearerOf(c.req.header('authorization'));
    if (token === undefined)
      return err({
        code: 'unauthenticated',
        detail: 'The request has no token: send it in the header `Authorization: Bearer <token>`.',
      });
    return c
      .get('options')
      .application.authenticate(
        token,
        targetOf(operation, params as Parameters<typeof targetOf>[1]),
        c.get('requestId'),
        key,
      );
  };

  const inputIn = async (c: Context, params: Answered['params']): Promise<Result<ReadInput, Refusal>> => {
    const unreadable = body?.check(c);
    if (unreadable !== undefined) return err(unreadable);
    const revisions = takesIfMatch ? revisionsIn(c.req.header('if-match')) : ok(undefined);
    if (!revisions.ok) return revisions;
    const parameters = parseQuery(query, searchOf(c.req.url));
    if (!parameters.ok) return parameters;
    const own = Object.fromEntries(
      Object.entries(parameters.value).filter(([name]) => !(answer.pageKey !== undefined && name in PageQuery.shape)),
    );
    const list = listIn(params, own);
    const page = list && pageRequestOf(list, parameters.value as z.output<typeof PageQuery>);
    if (page?.ok === false) return page;
    const read = (await body?.read(c, parameters.value, limit)) ?? ok({});
    if (!read.ok) return read;
    const conditional = revisions.value === undefined ? {} : { if_revision: revisions.value };
    return ok({
      input: { ...read.value, ...own, ...(page && { page: page.value }), ...conditional, ...params },
      ...(list && { list }),
      ...(page && { page: page.value }),
    });
  };

  return {
    operationId,
    operation,
    method,
    path,
    tag: description.tag,
    summary: description.summary,
    description: [
      description.description,
      withoutToken && OFTEN,
      `Needs the permission \`${requiredPermissions[operation]}\`${everyTokenMay(operation) ? ', which every token has' : ''}.`,
    ]
      .filter(Boolean)
      .join('\n\n'),
    needsToken: withoutToken === undefined,
    params: z.object(Object.fromEntries(names.map((name) => [name, isVersion(name) ? VERSION : ID]))),
    query,
    body: body?.documented(limit),
    takesIfMatch,
    takesIfNoneMatch: method === 'get' && answer.isThing === true,
    success: { status: answer.status, ...answer.documented },
    codes: codesOf(operation, method, names, answer as Answer<never>, query, body, description.errors ?? []),
    answer: async (c) => {
      const { mediaType } = answer;
      if (typeof mediaType === 'string' && !accepts(c.req.header('accept'), mediaType))
        return refuse(c, notAcceptable(mediaType));
      if (c.get('options').isOverloaded?.() === true) return refuse(c, OVERLOADED);
      const isAnonymous = withoutToken !== undefined && c.req.header('authorization') === undefined;
      const seconds = isAnonymous ? await c.get('take')(operationId) : 0;
      if (seconds > 0) return refuse(c, tooOften(seconds));
      const params = paramsIn(c);
      const given = method === 'post' && body?.isStream?.(c) !== true ? keyIn(c) : ok(undefined);
      const key = given.ok && given.value !== undefined ? { operation, key: given.value } : undefined;
      const caller = await callerIn(c, params, key);
      if (!caller.ok) return refuse(c, caller.error);
      if (caller.value !== null) c.set('userId', caller.value.user_id);
      if (!given.ok) return refuse(c, given.error);
      c.set('isKeyed', key !== undefined);
      const hash = key && newRequestHash(`${path} ${JSON.stringify(params)}`, searchOf(c.req.url));
      if (hash !== undefined) c.set('requestHash', hash);
      const began = performance.now();
      const read = await inputIn(c, params);
      if (!read.ok) return refuse(c, read.error);
      // A body can take long to arrive, and the caller's permissions can end meanwhile.
      const isLate = performance.now() - began > (c.get('options').slowBodyMilliseconds ?? SLOW_BODY_MILLISECONDS);
      const current = isLate ? await callerIn(c, params, key) : caller;
      if (!current.ok) return refuse(c, current.error);
      const { input, ...paged } = read.value;
      const chosen = typeof mediaType === 'function' ? mediaType(input) : undefined;
      if (chosen !== undefined && !accepts(c.req.header('accept'), chosen)) return refuse(c, notAcceptable(chosen));
      const send = async (by: Caller | null, once?: OnceRequest): Promise<Response> => {
        const room =
          by === null
            ? undefined
            : roomFor(c.get('rooms'), by.user_id, (c.env as Environment['Bindings'] | undefined)?.outgoing, () =>
                c.set('isHeavy', true),
              );
        try {
          // The schemas have checked that the input matches its type.
          const [{ application }, parsed] = [c.get('options'), input as Parameters<typeof run>[2]];
          const result =
            by === null
              ? await withoutToken?.(application, c.get('requestId'), parsed, once)
              : await run(application, room === undefined ? by : { ...by, room: room.ask }, parsed);
          // A response often contains what was sent, and writing it takes as long, so other requests run first.
          if (c.get('isLong') === true) await nextTurn();
          if (result === undefined) throw new Error('There is a caller wherever a token is needed.');
          if (!result.ok) return refuse(c, result.error);
          if (result.replayed) c.set('isReplayed', true);
          return await answer.send(result.value, { c, params, ...paged });
        } catch (error) {
          const refusal = isNoRoom(error) ? NO_ROOM : refusalIn(error);
          if (refusal === undefined) throw error;
          return refuse(c, refusal);
        } finally {
          room?.end();
        }
      };
      if (key === undefined || hash === undefined) return send(current.value);
      const request_hash = hash.digest();
      // Without a caller, the key is scoped by what the body names, so only identical requests wait for each other.
      const place =
        current.value?.once === undefined
          ? [key.operation, key.key, request_hash].join(' ')
          : placeKey(current.value.once);
      const done = await c.get('inFlight')(place, request_hash, async (hasWaited) => {
        const now = hasWaited ? await callerIn(c, params, key) : current;
        if (!now.ok) return refuse(c, now.error);
        return send(
          now.value?.once === undefined ? now.value : { ...now.value, once: { ...now.value.once, request_hash } },
          { ...key, request_hash },
        );
      });
      return done.ok ? done.value : refuse(c, done.error);
    },
  };
};
