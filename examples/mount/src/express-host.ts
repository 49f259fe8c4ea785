import type { HttpApp } from '@goldset/adapter-http';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import type { ErrorRequestHandler, Express } from 'express';

/** An Express application with pages, a body parser and an error handler of its own, into which Goldset is mounted at `/goldset`. */
export const createExpressHost = (goldset: HttpApp): Express => {
  const host = express();

  // Express takes `/goldset` away from the path: Goldset is made with `hostStripsBasePath: true`. It stands before the body parser, because it reads bodies as streams.
  host.use('/goldset', getRequestListener(goldset.fetch, { overrideGlobalObjects: false }));

  host.use(express.json());
  host.get('/', (_request, response) => void response.send('This is the host.'));
  host.get('/healthz', (_request, response) => void response.send('The host is well.'));
  host.post('/echo', (request, response) => void response.json(request.body));
  host.use((_request, response) => void response.status(404).send('The host does not know this page.'));
  const onError: ErrorRequestHandler = (_error, _request, response, _next) =>
    void response.status(500).send('The host failed.');
  host.use(onError);
  return host;
};
