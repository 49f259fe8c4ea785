import { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import { createExpressHost } from './express-host.ts';
import { createGoldset } from './goldset.ts';
import { createHonoHost } from './hono-host.ts';

const port = Number(process.env['PORT'] ?? 3000);
const basePath = '/goldset';
const log = { debug: () => undefined, info: console.log, warn: console.warn, error: console.error };
const usesExpress = process.argv.includes('express');

const { app, token } = await createGoldset({ basePath, hostStripsBasePath: usesExpress, log });
if (usesExpress) createServer(createExpressHost(app)).listen(port);
else serve({ fetch: createHonoHost(app).fetch, port });

console.log(
  `The host: http://127.0.0.1:${port}/, and in it Goldset: http://127.0.0.1:${port}${basePath}/docs, with the token ${token}`,
);
