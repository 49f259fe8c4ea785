import type { Context } from '../environment.ts';
import { SECURITY_HEADERS } from '../security/security-headers.ts';

/** The header of a response that was stored for an earlier request with the same idempotency key. */
export const REPLAYED_HEADER = 'Idempotency-Replayed';

/** The headers that every response has in addition to its own. */
export const commonHeaders = (c: Context): Record<string, string> => ({
  'X-Request-Id': c.get('requestId'),
  ...SECURITY_HEADERS,
});

/**
 * Makes a response. The headers stay a plain record, which Node's server writes directly; a `Headers` object would be
 * checked, copied and read again. Only if pages of other origins may call the API, Hono merges its own headers with
 * these.
 */
export const reply = (
  c: Context,
  body: string | Uint8Array<ArrayBuffer> | ReadableStream | null,
  status: number,
  own: Readonly<Record<string, string>>,
): Response => {
  const headers = {
    ...commonHeaders(c),
    ...(c.get('isReplayed') === true ? { [REPLAYED_HEADER]: 'true' } : {}),
    ...own,
  };
  return c.get('isCrossOrigin') === true
    ? c.newResponse(body, { status: status as 200, headers })
    : new Response(body, { status, headers });
};
