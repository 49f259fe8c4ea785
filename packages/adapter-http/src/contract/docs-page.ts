import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Context } from '../environment.ts';
import { send } from '../response/compression.ts';
import { JSON_MEDIA_TYPE } from '../response/media-types.ts';
import { refuse } from '../response/problem.ts';
import { reply } from '../response/reply.ts';
import { PAGE_HEADERS, pageOf } from './html-page.ts';
import { openApiJson, openApiYaml } from './openapi.ts';

const docsPage = (basePath: string): string =>
  pageOf(
    'Goldset API',
    `<div id="swagger-ui"></div>\n<script src="${basePath}/docs/swagger-ui-bundle.js"></script>\n<script src="${basePath}/docs/start.js"></script>`,
    `<link rel="stylesheet" href="${basePath}/docs/swagger-ui.css">\n<link rel="icon" type="image/png" href="${basePath}/docs/favicon-32x32.png">\n`,
  );

const startScript = (basePath: string): string =>
  `SwaggerUIBundle({ url: '${basePath}/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });\n`;

const assets = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const;

const isAsset = (name: string): name is keyof typeof assets => Object.hasOwn(assets, name);

// The folder stands beside `src` here, and beside `dist` if the package is installed. It is looked up when a file of it is asked for, so that a server in one bundled file starts without it.
const assetFolder = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@goldset/adapter-http/package.json')), 'swagger-ui');

/** Serves the contract, and a page that shows it in a browser. */
export const serveDocs = (get: (path: string, handle: (c: Context) => Response | Promise<Response>) => void): void => {
  get('/openapi.yaml', (c) =>
    send(c, 200, openApiYaml(c.get('basePath')), { 'Content-Type': 'application/yaml; charset=utf-8' }),
  );
  get('/openapi.json', (c) => send(c, 200, openApiJson(c.get('basePath')), { 'Content-Type': JSON_MEDIA_TYPE }));
  get('/docs', (c) => send(c, 200, docsPage(c.get('basePath')), PAGE_HEADERS));
  get('/docs/start.js', (c) =>
    reply(c, startScript(c.get('basePath')), 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  );
  get('/docs/:name', async (c) => {
    const name = c.req.param('name') ?? '';
    if (!isAsset(name)) return refuse(c, { code: 'not_found' });
    const bytes = await readFile(join(assetFolder(), name));
    return send(c, 200, new Uint8Array(bytes), {
      'Content-Type': assets[name],
      'Cache-Control': 'public, max-age=3600',
    });
  });
};
