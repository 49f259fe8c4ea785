import type { Context, HttpAppOptions } from '../environment.ts';
import { JSON_MEDIA_TYPE } from '../response/media-types.ts';
import { refuse } from '../response/problem.ts';
import { reply } from '../response/reply.ts';
import { mayReadMetrics, serveMetrics } from './metrics-page.ts';

const JSON_HEADERS = { 'Content-Type': JSON_MEDIA_TYPE };

/** Serves the health and the readiness of the application, and its metrics if there are any. */
export const serveHealth = (
  get: (path: string, handle: (c: Context) => Response | Promise<Response>) => void,
  { ready, metrics, details }: HttpAppOptions,
): void => {
  // The path needs no token, so all requests that come at once share one statement.
  let asking: Promise<boolean> | undefined;
  const isReady = (): Promise<boolean> => {
    asking ??= ready().finally(() => {
      asking = undefined;
    });
    return asking;
  };

  get('/healthz', (c) => reply(c, '{"status":"ok"}', 200, JSON_HEADERS));
  get('/readyz', async (c) => {
    if (!(await isReady().catch(() => false)))
      return refuse(c, { code: 'unavailable', detail: 'The server is not ready yet.' });
    const more = metrics !== undefined && mayReadMetrics(c, metrics) ? await details?.() : undefined;
    return reply(c, JSON.stringify({ status: 'ready', ...more }), 200, JSON_HEADERS);
  });
  if (metrics !== undefined) get('/metrics', serveMetrics(metrics));
};
