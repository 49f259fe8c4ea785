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

/** Lets pages of these origins call what it is put before; `*` stands for all of them. Cookies are never sent: a token is all that counts. */
export const crossOrigin = (origins: readonly string[]): MiddlewareHandler<Environment> => {
  const answer = cors({
    origin: origins.includes('*') ? '*' : [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowHeaders: ALLOWED,
    exposeHeaders: EXPOSED,
    maxAge: DAY,
  });
  // OPTIONS alone is a method that no path has.
  return (c, next) =>
    c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') === undefined
      ? next()
      : answer(c, next);
};
