import type { HttpApp } from '@goldset/adapter-http';
import { Hono } from 'hono';
import { cors } from 'hono/cors';

/** A Hono application with pages, CORS and an error handler of its own, into which Goldset is mounted at `/goldset`. */
export const createHonoHost = (goldset: HttpApp): Hono => {
  const host = new Hono();
  host.use(cors({ origin: 'https://app.example.org', exposeHeaders: ['ETag', 'Location', 'X-Request-Id'] }));
  host.get('/', (c) => c.text('This is the host.'));
  host.get('/healthz', (c) => c.text('The host is well.'));
  host.post('/echo', async (c) => c.json(await c.req.json()));

  // The path stays as it is, so `basePath: '/goldset'` is all that Goldset needs to know.
  host.all('/goldset/*', (c) => goldset.fetch(c.req.raw, c.env));

  host.notFound((c) => c.text('The host does not know this page.', 404));
  host.onError((_error, c) => c.text('The host failed.', 500));
  return host;
};
