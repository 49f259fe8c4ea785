/**
 * The headers that tell browsers, on every response without its own values: do not guess the media type, do not store
 * the response, run nothing in it, do not show it in a frame, and send no referrer.
 */
export const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;
