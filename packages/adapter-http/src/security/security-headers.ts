/**
 * What every answer says to browsers, unless it says otherwise: take it for nothing but what it says it is, keep no copy, run nothing in it, show it in
 * no frame, and tell nobody where a link was followed.
 */
export const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;
