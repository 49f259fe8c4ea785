import { IN_FLIGHT_MILLISECONDS } from '@goldset/core';
import { Hono } from 'hono';
import { BASE_PATH, describe } from './response/answer.ts';
import { addressIn, clientAddresses, clientOf } from './security/client-address.ts';
import type { ForwardedHeaders } from './security/client-address.ts';
import { crossOrigin } from './security/cross-origin.ts';
import { serveDocs } from './contract/docs-page.ts';
import { endpoints } from './endpoints.ts';
import type { Context, Environment, HttpAppOptions } from './environment.ts';
import { newInFlight } from './request/idempotency.ts';
import { mayReadMetrics, serveMetrics } from './health/metrics-page.ts';
import { refuse } from './response/problem.ts';
import { createRateLimiter } from './security/rate-limiter.ts';
import { commonHeaders, reply } from './response/reply.ts';
import { newRooms } from './response/rooms.ts';
import { requestIdOf } from './request/request-id.ts';
import { JSON_MEDIA_TYPE } from './response/media-types.ts';

const JSON_HEADERS = { 'Content-Type': JSON_MEDIA_TYPE };

const routingPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

interface KnownPath {
  readonly path: string;
  readonly pattern: RegExp;
  readonly method: string;
}

const parametersIn = (path: string): number => path.split(':').length;

/** The methods that a path is known with, as an `Allow` header says them: those of the route with the fewest parameters, since `/tasks/claim` names no task. */
const allowedBy = (known: readonly KnownPath[], path: string): readonly string[] => {
  const fitting = known.filter(({ pattern }) => pattern.test(path)).toSorted((a, b) => parametersIn(a.path) - parametersIn(b.path));
  const methods = fitting.filter((route) => route.path === fitting[0]?.path).map(({ method }) => method);
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].toSorted();
};

const notAllowed = (c: Context, methods: string): Response => refuse(c, { code: 'method_not_allowed', detail: `The path exists, but not with this method; it takes ${methods}.`, headers: { Allow: methods } });

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`);

const knownPathsOf = (app: Hono<Environment>): readonly KnownPath[] =>
  app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ path, method }) => ({ path, method, pattern: patternOf(path) }));

const forwardedIn = (c: Context): ForwardedHeaders => ({ 'x-forwarded-for': c.req.header('x-forwarded-for'), forwarded: c.req.header('forwarded') });

const peerOf = (c: Context): string | undefined => addressIn((c.env as Environment['Bindings'] | undefined)?.incoming?.socket.remoteAddress ?? '');

/** The paths of operations that fit another path's pattern, such as `/tasks/claim` beside `/tasks/:task_id`. */
const shadowingPaths: readonly string[] = [
  ...new Set(endpoints.map(({ path }) => routingPath(path)).filter((path) => endpoints.some((other) => routingPath(other.path) !== path && patternOf(routingPath(other.path)).test(path)))),
];

/** Serves the application over HTTP. What it is asked for and answers is the contract that `openApiDocument` writes out. */
export const createHttpApp = (options: HttpAppOptions): Hono<Environment> => {
  const { log, newId, ready, isUnavailable, onAnswer, metrics, corsOrigins = [], servesOperations = true, rateLimits: shared, trustedProxies = [], now = Date.now } = options;
  const inFlight = newInFlight(options.inFlightMilliseconds ?? IN_FLIGHT_MILLISECONDS);
  const rooms = newRooms(options.rooms);
  const addresses = clientAddresses(trustedProxies);
  const limiter = createRateLimiter({ shared, now, onFault: (error) => log.debug({ error: describe(error) }, 'how often clients ask is not shared for now') });
  const isCrossOrigin = corsOrigins.length > 0;

  let isStrangerTold = false;
  const tellOfStranger = (c: Context, request_id: string): void => {
    const { 'x-forwarded-for': listed, forwarded } = forwardedIn(c);
    if (listed === undefined && forwarded === undefined) return;
    const peer = peerOf(c);
    if (peer === undefined || addresses.isTrusted(peer)) return;
    isStrangerTold = true;
    log.warn({ request_id, peer }, 'a request says that it was forwarded, by a peer that is not trusted: if that is your proxy, name its address or network in TRUSTED_PROXIES; until then all of its clients share one limit. This is said once');
  };
  // Where the server hands over no address, as some hosts of this app do, clients cannot be told apart.
  const takeFor = (c: Context) => async (operation: string): Promise<number> => {
    const peer = peerOf(c);
    return peer === undefined ? 0 : limiter.take(clientOf(addresses.of(peer, forwardedIn(c))), operation);
  };
  const app = new Hono<Environment>();

  app.use('*', async (c, next) => {
    const start = performance.now();
    const requestId = requestIdOf(c.req.header('x-request-id'), newId);
    c.set('options', options);
    c.set('inFlight', inFlight);
    c.set('rooms', rooms);
    c.set('requestId', requestId);
    c.set('take', takeFor(c));
    if (!isStrangerTold) tellOfStranger(c, requestId);
    if (isCrossOrigin) {
      c.set('isCrossOrigin', true);
      for (const [name, value] of Object.entries(commonHeaders(c))) c.header(name, value);
    }
    await next();
    const milliseconds = performance.now() - start;
    const { method } = c.req;
    const { status } = c.res;
    const operation = c.get('operation');
    onAnswer?.({ operation, method, status, seconds: milliseconds / 1000 });
    const ms = Math.round(milliseconds * 100) / 100;
    log.info({ request_id: requestId, method, route: c.get('route') ?? null, operation: operation ?? null, status, ms, user_id: c.get('userId') ?? null }, 'request');
  });
  if (isCrossOrigin) for (const path of [`${BASE_PATH}/*`, '/openapi.json', '/openapi.yaml']) app.use(path, crossOrigin(corsOrigins));

  // Whoever asks needs no token, so however many ask at once cost one statement.
  let asking: Promise<boolean> | undefined;
  const isReady = (): Promise<boolean> => {
    asking ??= ready().finally(() => {
      asking = undefined;
    });
    return asking;
  };

  const get = (path: string, handle: (c: Context) => Response | Promise<Response>): void => {
    app.get(path, (c) => {
      c.set('route', path);
      return handle(c);
    });
  };

  if (servesOperations) get('/', (c) => reply(c, null, 302, { Location: '/docs' }));
  get('/healthz', (c) => reply(c, '{"status":"ok"}', 200, JSON_HEADERS));
  get('/readyz', async (c) => {
    if (!(await isReady().catch(() => false))) return refuse(c, { code: 'unavailable', detail: 'The server is not ready yet.' });
    const details = metrics !== undefined && mayReadMetrics(c, metrics) ? await options.details?.() : undefined;
    return reply(c, JSON.stringify({ status: 'ready', ...details }), 200, JSON_HEADERS);
  });
  if (metrics !== undefined) get('/metrics', serveMetrics(metrics));
  if (servesOperations) serveDocs(get);

  // A path that names no id is not taken for one of those that do, whatever its method.
  for (const path of servesOperations ? shadowingPaths : []) {
    app.use(BASE_PATH + path, (c, next) => {
      const methods = allowedBy(known, c.req.path);
      return methods.includes(c.req.method) ? next() : Promise.resolve(notAllowed(c, methods.join(', ')));
    });
  }
  for (const { method, path, operationId, answer } of servesOperations ? endpoints : []) {
    app.on(method.toUpperCase(), BASE_PATH + routingPath(path), (c) => {
      c.set('route', BASE_PATH + path);
      c.set('operation', operationId);
      return answer(c);
    });
  }

  const known = knownPathsOf(app);
  app.notFound((c) => {
    const allowed = allowedBy(known, c.req.path);
    return allowed.length === 0
      ? refuse(c, { code: 'not_found', detail: `There is no such path; those of the API begin with ${BASE_PATH}/, and /docs lists them.` })
      : notAllowed(c, allowed.join(', '));
  });

  app.onError((error, c) => {
    const request_id = c.get('requestId');
    if (isUnavailable(error)) {
      log.warn({ request_id, error: describe(error) }, 'the database is unavailable');
      return refuse(c, { code: 'unavailable' });
    }
    log.error({ request_id, error: describe(error) }, 'an unexpected error');
    return refuse(c, { code: 'internal' });
  });

  return app;
};
