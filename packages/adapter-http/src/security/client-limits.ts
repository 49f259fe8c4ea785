import type { Context, Environment, HttpAppOptions } from '../environment.ts';
import { addressIn, clientAddresses, clientOf } from './client-address.ts';
import type { ForwardedHeaders } from './client-address.ts';
import { createRateLimiter } from './rate-limiter.ts';

/** Counts how often each client asks without a token. */
export interface ClientLimits {
  /** Warns, once, of a request that a proxy forwarded which is not trusted. */
  readonly watch: (c: Context, requestId: string) => void;
  /** Counts one request of a client; resolves to 0 where it may be served, else to the seconds after which the next one may. */
  readonly take: (c: Context) => (operation: string) => Promise<number>;
}

const forwardedIn = (c: Context): ForwardedHeaders => ({
  'x-forwarded-for': c.req.header('x-forwarded-for'),
  forwarded: c.req.header('forwarded'),
});

const peerOf = (c: Context): string | undefined =>
  addressIn((c.env as Environment['Bindings'] | undefined)?.incoming?.socket.remoteAddress ?? '');

/** The limits of one application; `onFault` is told when servers cannot count together. */
export const newClientLimits = (
  {
    log,
    rateLimits: shared,
    trustedProxies = [],
    now = Date.now,
  }: Pick<HttpAppOptions, 'log' | 'rateLimits' | 'trustedProxies' | 'now'>,
  onFault: (error: unknown) => void,
): ClientLimits => {
  const addresses = clientAddresses(trustedProxies);
  const limiter = createRateLimiter({ shared, now, onFault });
  let hasWarned = false;
  return {
    watch: (c, request_id) => {
      if (hasWarned) return;
      const { 'x-forwarded-for': listed, forwarded } = forwardedIn(c);
      if (listed === undefined && forwarded === undefined) return;
      const peer = peerOf(c);
      if (peer === undefined || addresses.isTrusted(peer)) return;
      hasWarned = true;
      log.warn(
        { request_id, peer },
        'a request says that it was forwarded, by a peer that is not trusted: if that is your proxy, name its address or network in TRUSTED_PROXIES; until then all of its clients share one limit. This is said once',
      );
    },
    // Where the server hands over no address, as some hosts of this app do, clients cannot be told apart.
    take: (c) => async (operation) => {
      const peer = peerOf(c);
      return peer === undefined ? 0 : limiter.take(clientOf(addresses.of(peer, forwardedIn(c))), operation);
    },
  };
};
