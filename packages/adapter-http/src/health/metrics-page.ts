import { bearerOf } from '../security/bearer.ts';
import type { Context, Environment, Metrics } from '../environment.ts';
import { refuse } from '../response/problem.ts';
import { reply } from '../response/reply.ts';

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

// A proxy on the same machine forwards requests from anywhere, and its headers show that.
const isLocal = (c: Context): boolean => {
  const address = (c.env as Environment['Bindings'] | undefined)?.incoming?.socket.remoteAddress;
  return (
    address !== undefined &&
    LOOPBACK.test(address) &&
    c.req.header('x-forwarded-for') === undefined &&
    c.req.header('forwarded') === undefined
  );
};

/** Whether a request may read the metrics: it has the token or, if no token is set, comes from this machine. */
export const mayReadMetrics = (c: Context, { isToken }: Metrics): boolean =>
  isToken === undefined ? isLocal(c) : isToken(bearerOf(c.req.header('authorization')) ?? '');

/** Serves `GET /metrics` to clients that may read the metrics. Others get `401` or, if no token is set, `404`. */
export const serveMetrics =
  (metrics: Metrics) =>
  async (c: Context): Promise<Response> => {
    if (!mayReadMetrics(c, metrics))
      return refuse(c, { code: metrics.isToken === undefined ? 'not_found' : 'unauthenticated' });
    const { mediaType, text } = await metrics.read();
    return reply(c, text, 200, { 'Content-Type': mediaType });
  };
