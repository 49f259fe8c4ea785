import type { Context, Environment, HttpAppOptions } from '../environment.ts';
import { addressIn, clientAddresses, clientOf } from './client-address.ts';
import type { ForwardedHeaders } from './client-address.ts';
import { createRateLimiter } from './rate-limiter.ts';

/** Counts the requests of each client without a token. */
export interface ClientLimits {
  /** Warns once about a request that an untrusted proxy forwarded. */
  readonly watch: (c: Context, requestId: string) => void;
  /** Counts one request of a client. Resolves to 0 if it may be served, else to the seconds until the next one may. */
  readonly take: (c: Context) => (operation: string) => Promise<number>;
}

const forwardedIn = (c: Context): ForwardedHeaders => ({
  'x-forwarded-for': c.req.header('x-forwarded-for'),
  forwarded: c.req.header('forwarded'),
});

const peerOf = (c: Context): string | undefined =>
  addressIn((c.env as Environment['Bindings'] | undefined)?.incoming?.socket.remoteAddress ?? '');

/** Makes the limits of one application. `onFault` is called if the shared counts cannot be used. */
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
    // Some hosts pass on no address. Clients cannot be told apart then, and nothing is limited.
    take: (c) => async (operation) => {
      const peer = peerOf(c);
      return peer === undefined ? 0 : limiter.take(clientOf(addresses.of(peer, forwardedIn(c))), operation);
    },
  };
};
