import { bearerOf } from '../security/bearer.ts';
import type { Context, Environment, Metrics } from '../environment.ts';
import { refuse } from '../response/problem.ts';
import { reply } from '../response/reply.ts';

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

// What a proxy on the same machine passes on comes from anywhere, and says so.
const isLocal = (c: Context): boolean => {
  const address = (c.env as Environment['Bindings'] | undefined)?.incoming?.socket.remoteAddress;
  return (
    address !== undefined &&
    LOOPBACK.test(address) &&
    c.req.header('x-forwarded-for') === undefined &&
    c.req.header('forwarded') === undefined
  );
};

/** Whether whoever asks may read the metrics: they have the token or, where none is set, ask from this machine. */
export const mayReadMetrics = (c: Context, { isToken }: Metrics): boolean =>
  isToken === undefined ? isLocal(c) : isToken(bearerOf(c.req.header('authorization')) ?? '');

/** Answers `GET /metrics`: to whoever has the token or, where none is set, to this machine alone; to others it does not exist. */
export const serveMetrics =
  (metrics: Metrics) =>
  async (c: Context): Promise<Response> => {
    if (!mayReadMetrics(c, metrics))
      return refuse(c, { code: metrics.isToken === undefined ? 'not_found' : 'unauthenticated' });
    const { mediaType, text } = await metrics.read();
    return reply(c, text, 200, { 'Content-Type': mediaType });
  };
