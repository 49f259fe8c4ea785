import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { send } from '../response/compression.ts';
import type { Context } from '../environment.ts';
import { problemKind, problems, refuse } from '../response/problem.ts';
import type { ProblemCode } from '../response/problem.ts';
import { reply } from '../response/reply.ts';
import { openApiJson, openApiYaml } from './openapi.ts';
import { JSON_MEDIA_TYPE } from '../response/media-types.ts';

// Nothing is fetched from another host. The documentation page sets styles on its elements, and shows images that stand in its style sheet.
const CONTENT_SECURITY_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE_HEADERS = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': CONTENT_SECURITY_POLICY };

const pageOf = (title: string, body: string, head = ''): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head}</head>
<body>
${body}
</body>
</html>
`;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const code = (text: string): string => escape(text).replace(/`([^`]*)`/g, '<code>$1</code>');

const docsPage = pageOf(
  'Goldset API',
  '<div id="swagger-ui"></div>\n<script src="/docs/swagger-ui-bundle.js"></script>\n<script src="/docs/start.js"></script>',
  '<link rel="stylesheet" href="/docs/swagger-ui.css">\n<link rel="icon" type="image/png" href="/docs/favicon-32x32.png">\n',
);

const startScript = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });\n`;

const assets = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const;

const isAsset = (name: string): name is keyof typeof assets => Object.hasOwn(assets, name);

const isProblem = (name: string): name is ProblemCode => Object.hasOwn(problems, name);

const problemPage = (name: ProblemCode): string => {
  const { status, title, explanation, mend } = problemKind(name);
  return pageOf(
    `${title} – Goldset`,
    `<h1>${escape(title)}</h1>\n<p><code>${name}</code>, status ${status}</p>\n<p>${code(explanation)}</p>\n<h2>What to do</h2>\n<p>${code(mend)}</p>\n<p><a href="/problems">All problems</a></p>`,
  );
};

const problemsPage = pageOf(
  'Problems – Goldset',
  `<h1>Problems</h1>\n<ul>\n${Object.entries(problems)
    .map(([name, { status, title }]) => `<li>${status} <a href="/problems/${name}">${escape(title)}</a> (<code>${name}</code>)</li>`)
    .join('\n')}\n</ul>`,
);

/** Serves the contract, a page that shows it in a browser, and a page per problem. */
export const serveDocs = (get: (path: string, handle: (c: Context) => Response | Promise<Response>) => void): void => {
  const { resolve } = createRequire(import.meta.url);
  get('/openapi.yaml', (c) => send(c, 200, openApiYaml(), { 'Content-Type': 'application/yaml; charset=utf-8' }));
  get('/openapi.json', (c) => send(c, 200, openApiJson(), { 'Content-Type': JSON_MEDIA_TYPE }));
  get('/docs', (c) => send(c, 200, docsPage, PAGE_HEADERS));
  get('/docs/start.js', (c) => reply(c, startScript, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));
  get('/docs/:name', async (c) => {
    const name = c.req.param('name') ?? '';
    if (!isAsset(name)) return refuse(c, { code: 'not_found' });
    const bytes = await readFile(resolve(`swagger-ui-dist/${name}`));
    return send(c, 200, new Uint8Array(bytes), { 'Content-Type': assets[name], 'Cache-Control': 'public, max-age=3600' });
  });
  get('/problems', (c) => send(c, 200, problemsPage, PAGE_HEADERS));
  get('/problems/:code', (c) => {
    const name = c.req.param('code') ?? '';
    return isProblem(name) ? reply(c, problemPage(name), 200, PAGE_HEADERS) : refuse(c, { code: 'not_found' });
  });
};
