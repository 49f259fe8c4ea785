import { bearerOf } from './bearer.ts';
import type { Context, Environment, Metrics } from './environment.ts';
import { refuse } from './problem.ts';
import { reply } from './reply.ts';

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

// What a proxy on the same machine passes on comes from anywhere, and says so.
const isLocal = (c: Context): boolean => {
  const address = (c.env as Environment['Bindings'] | undefined)?.incoming?.socket.remoteAddress;
  return address !== undefined && LOOPBACK.test(address) && c.req.header('x-forwarded-for') === undefined && c.req.header('forwarded') === undefined;
};

/** Answers `GET /metrics`: to whoever has the token or, where none is set, to this machine alone; to others it does not exist. */
export const serveMetrics =
  ({ read, isToken }: Metrics) =>
  async (c: Context): Promise<Response> => {
    if (isToken === undefined && !isLocal(c)) return refuse(c, { code: 'not_found' });
    if (isToken !== undefined && !isToken(bearerOf(c.req.header('authorization')) ?? '')) return refuse(c, { code: 'unauthenticated' });
    const { mediaType, text } = await read();
    return reply(c, text, 200, { 'Content-Type': mediaType });
  };
