import { PROBLEM_MEDIA_TYPE, problemKind, problemOf } from '../response/problem.ts';
import { SECURITY_HEADERS } from '../security/security-headers.ts';
import { JSON_MEDIA_TYPE } from '../response/media-types.ts';

/**
 * The response of a server that is still starting, to `/healthz` (alive) and `/readyz` (not ready). `undefined` for all
 * other requests, which must wait.
 */
export const startingAnswer = (request: Request, requestId: string): Response | undefined => {
  const { pathname } = new URL(request.url);
  const headers = { ...SECURITY_HEADERS, 'X-Request-Id': requestId };
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  if (pathname === '/healthz')
    return new Response('{"status":"ok"}', { headers: { ...headers, 'Content-Type': JSON_MEDIA_TYPE } });
  if (pathname !== '/readyz') return undefined;
  const { status, headers: own } = problemKind('unavailable');
  const problem = problemOf({ code: 'unavailable', detail: 'The server is not ready yet.' }, requestId);
  return new Response(JSON.stringify(problem), {
    status,
    headers: { ...headers, ...own, 'Content-Type': PROBLEM_MEDIA_TYPE },
  });
};
