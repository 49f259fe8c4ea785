import { cors } from 'hono/cors';
import type { MiddlewareHandler } from 'hono';
import type { Environment } from '../environment.ts';

const DAY = 86_400;

const EXPOSED = [
  'Content-Disposition',
  'ETag',
  'Goldset-Next-Cursor',
  'Idempotency-Replayed',
  'Link',
  'Location',
  'Retry-After',
  'WWW-Authenticate',
  'X-Request-Id',
];
const ALLOWED = [
  'Accept',
  'Authorization',
  'Content-Encoding',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'X-Request-Id',
];

/**
 * Middleware that lets pages of these origins call the API; `*` means all origins. Cookies are never sent: only a token
 * authenticates.
 */
export const crossOrigin = (origins: readonly string[]): MiddlewareHandler<Environment> => {
  const answer = cors({
    origin: origins.includes('*') ? '*' : [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowHeaders: ALLOWED,
    exposeHeaders: EXPOSED,
    maxAge: DAY,
  });
  // No path has the method OPTIONS. An OPTIONS request that is not a preflight passes on and gets an error response.
  return (c, next) =>
    c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') === undefined
      ? next()
      : answer(c, next);
};
