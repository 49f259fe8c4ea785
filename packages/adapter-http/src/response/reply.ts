import type { Context } from '../environment.ts';
import { SECURITY_HEADERS } from '../security/security-headers.ts';

/** The header of an answer that was given before. */
export const REPLAYED_HEADER = 'Idempotency-Replayed';

/** What every answer to a request says besides its own headers. */
export const commonHeaders = (c: Context): Record<string, string> => ({
  'X-Request-Id': c.get('requestId'),
  ...SECURITY_HEADERS,
});

/**
 * Answers a request. The headers stay a plain record, which Node's server writes as it is; as `Headers`, each would be looked
 * at, copied and taken out again. Only where another origin's page may ask is it Hono that puts its headers to these.
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
