import { IN_FLIGHT_MILLISECONDS } from '@goldset/core/adapter';
import { Hono } from 'hono';
import { serveDocs } from './contract/docs-page.ts';
import { serveProblems } from './contract/problem-pages.ts';
import { endpoints } from './endpoints.ts';
import type { Context, Environment, HttpAppOptions } from './environment.ts';
import { serveHealth } from './health/health-routes.ts';
import { newInFlight } from './request/idempotency.ts';
import { requestIdOf } from './request/request-id.ts';
import { describe } from './response/answer.ts';
import { refuse } from './response/problem.ts';
import { commonHeaders, reply } from './response/reply.ts';
import { newRooms } from './response/rooms.ts';
import { API_PATH, basePathOf } from './routing/base-path.ts';
import { knownPathsOf, methodsAt, methodsOf, routingPath, shadowedBy } from './routing/known-paths.ts';
import { newClientLimits } from './security/client-limits.ts';
import { crossOrigin } from './security/cross-origin.ts';

const notAllowed = (c: Context, methods: string): Response =>
  refuse(c, {
    code: 'method_not_allowed',
    detail: `The path exists, but not with this method; it takes ${methods}.`,
    headers: { Allow: methods },
  });

/**
 * Routes that also match the pattern of another route. A method that only the other route has is not allowed on them.
 */
const shadowing = shadowedBy(endpoints.map(({ path }) => routingPath(path)));

/** Goldset over HTTP: a Hono application whose `fetch` accepts whatever a host passes on in addition to the request. */
export type HttpApp = Hono<Environment> & {
  readonly fetch: (request: Request, env?: unknown) => Response | Promise<Response>;
};

/**
 * Serves the application over HTTP, by itself or mounted in another application under `basePath`. `openApiDocument`
 * describes its requests and responses.
 */
export const createHttpApp = (options: HttpAppOptions): HttpApp => {
  const {
    log,
    newId,
    isUnavailable,
    onAnswer,
    corsOrigins = [],
    servesOperations = true,
    docs = true,
    hostStripsBasePath = false,
  } = options;
  const basePath = basePathOf(options.basePath ?? '');
  const root = hostStripsBasePath ? '' : basePath;
  const servesDocs = servesOperations && docs;
  const inFlight = newInFlight(options.inFlightMilliseconds ?? IN_FLIGHT_MILLISECONDS);
  const rooms = newRooms(options.rooms);
  const limits = newClientLimits(options, (error) =>
    log.debug({ error: describe(error) }, 'how often clients ask is not shared for now'),
  );
  const isCrossOrigin = corsOrigins.length > 0;
  const app = new Hono<Environment>();

  const observe = async (c: Context, next: () => Promise<void>): Promise<void> => {
    const start = performance.now();
    const requestId = requestIdOf(c.req.header('x-request-id'), newId);
    c.set('options', options);
    c.set('basePath', basePath);
    c.set('inFlight', inFlight);
    c.set('rooms', rooms);
    c.set('requestId', requestId);
    c.set('take', limits.take(c));
    limits.watch(c, requestId);
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
    log.info(
      {
        request_id: requestId,
        method,
        route: c.get('route') ?? null,
        operation: operation ?? null,
        status,
        ms,
        user_id: c.get('userId') ?? null,
      },
      'request',
    );
  };
  app.use(`${root}/*`, observe);
  if (isCrossOrigin)
    for (const path of [`${API_PATH}/*`, '/openapi.json', '/openapi.yaml'])
      app.use(root + path, crossOrigin(corsOrigins));

  const get = (path: string, handle: (c: Context) => Response | Promise<Response>): void => {
    app.get(root + path, (c) => {
      c.set('route', path);
      return handle(c);
    });
  };

  if (servesDocs)
    for (const path of root === '' ? ['/'] : ['', '/'])
      get(path, (c) => reply(c, null, 302, { Location: `${basePath}/docs` }));
  serveHealth(get, options);
  if (servesDocs) serveDocs(get);
  if (servesOperations) serveProblems(get);

  // Without this, a path without an id, such as `/tasks/claim`, would match a route with an id for other methods.
  for (const route of servesOperations ? shadowing : []) {
    app.use(root + API_PATH + route, (c, next) => {
      const methods = methodsOf(known, root + API_PATH + route);
      return methods.includes(c.req.method) ? next() : Promise.resolve(notAllowed(c, methods.join(', ')));
    });
  }
  for (const { method, path, operationId, answer } of servesOperations ? endpoints : []) {
    app.on(method.toUpperCase(), root + API_PATH + routingPath(path), (c) => {
      c.set('route', API_PATH + path);
      c.set('operation', operationId);
      // A body that the host has read cannot be read again, and would look like one that was cut off.
      if ((c.env as Environment['Bindings'] | undefined)?.incoming?.readableDidRead !== true) return answer(c);
      log.error(
        { request_id: c.get('requestId') },
        'the host application has read the body of a request already: mount Goldset before its body parsers',
      );
      return refuse(c, { code: 'internal' });
    });
  }

  const known = knownPathsOf(app);
  const unmatched = (c: Context): Response => {
    const allowed = methodsAt(known, c.req.path);
    if (allowed.length > 0) return notAllowed(c, allowed.join(', '));
    const listed = servesDocs ? `, and ${basePath}/docs lists them` : '';
    return refuse(c, {
      code: 'not_found',
      detail: `There is no such path; those of the API begin with ${basePath}${API_PATH}/${listed}.`,
    });
  };
  // As a route, this also works if a Hono application mounts these routes. Paths outside the base path are the host's.
  if (basePath !== '') app.all(`${root}/*`, unmatched);
  const outside = (c: Context): Response =>
    refuse(c, {
      code: 'not_found',
      detail: `The path is outside of ${basePath}, where Goldset is mounted. If the host application takes ${basePath} away from the paths that it hands over, create the HTTP app with \`hostStripsBasePath: true\`.`,
    });
  app.notFound(async (c) => {
    if (root === '') return unmatched(c);
    await observe(c, async () => {
      c.res = outside(c);
    });
    return c.res;
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

  return app as HttpApp;
};
