// The main job with all packages: a client calls the HTTP application, which runs in this process on the memory store,
// or on PostgreSQL if DATABASE_URL names one.
import { createHash, randomBytes } from 'node:crypto';
import { domainToASCII, domainToUnicode } from 'node:url';
import { createHttpApp, openApiYaml } from '@goldset/adapter-http';
import { asyncApiYaml, createPublisher } from '@goldset/adapter-kafka';
import type { OutgoingMessage } from '@goldset/adapter-kafka';
import { migrate, openPostgres } from '@goldset/adapter-postgres';
import { createClient, GoldsetError } from '@goldset/client';
import { createApplication } from '@goldset/core';
import { createMemoryStore, newIdSource } from '@goldset/core/testing';

const token = 'a-token-for-consumers-that-is-long-enough';
const { DATABASE_URL: databaseUrl } = process.env;
if (databaseUrl !== undefined) await migrate(databaseUrl);
const database = databaseUrl === undefined ? undefined : openPostgres(databaseUrl);
const newId = newIdSource();
const faults: unknown[] = [];

const application = createApplication({
  store: database?.store ?? createMemoryStore(),
  now: () => new Date(),
  newId,
  secrets: {
    generate: () => randomBytes(32).toString('base64url'),
    hash: (secret) => createHash('sha256').update(secret).digest('hex'),
  },
  domains: { toAscii: domainToASCII, toUnicode: domainToUnicode },
  organizationCreation: 'everyone',
  operators: new Set(),
});
await application.createFirstUser({ email: 'ada@example.org', secret: token }, () => undefined);

const log = (fields: object, message: string): void => void faults.push([message, fields]);
const app = createHttpApp({
  application,
  ready: async () => true,
  isUnavailable: () => false,
  log: { debug: () => undefined, info: () => undefined, warn: log, error: log },
  newId,
});
const goldset = createClient({ url: 'http://goldset.invalid', token, fetch: async (request) => app.fetch(request) });

const { id: organization_id } = await goldset.post('/organizations', { body: { name: 'Film club' } });
const { id: project_id } = await goldset.post('/organizations/{organization_id}/projects', {
  path: { organization_id },
  body: { name: 'Reviews', overlap: 1 },
});
const path = { project_id };
await goldset.post('/projects/{project_id}/annotation-uis', {
  path,
  body: {
    name: 'Sentiment',
    controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }],
  },
});
await goldset.post('/projects/{project_id}/guidelines', { path, body: { text: 'Judge the sentence.' } });
const imported = await goldset.import(
  '/projects/{project_id}/items',
  [{ external_id: 'one', data: { text: 'phenomenal' } }],
  { path },
);
const { tasks } = await goldset.post('/projects/{project_id}/tasks/claim', { path, body: { count: 1 } });
for (const task of tasks)
  await goldset.post('/projects/{project_id}/tasks/{task_id}/submit', {
    path: { project_id, task_id: task.id },
    body: { value: { sentiment: 'positive' } },
  });
const refused = await goldset.post('/organizations', { body: { name: '' } }).then(
  () => undefined,
  (error: unknown) => (error instanceof GoldsetError ? error.code : String(error)),
);

const pages = await Promise.all(
  [
    '/docs',
    '/docs/swagger-ui-bundle.js',
    '/docs/swagger-ui.css',
    '/docs/favicon-32x32.png',
    '/openapi.json',
    '/openapi.yaml',
    '/healthz',
    '/problems/invalid',
  ].map(async (page) => (await app.request(page)).status),
);

const sent: OutgoingMessage[] = [];
const publisher = createPublisher({
  send: async (_topic: string, messages: readonly OutgoingMessage[]) => void sent.push(...messages),
  close: async () => undefined,
});
if (database !== undefined) {
  const relay = database.relay({
    holder: newId(),
    now: () => new Date(),
    publish: publisher.publish,
    onFault: (fault) => void faults.push(String(fault)),
  });
  relay.start();
  for (const until = Date.now() + 20_000; sent.length === 0 && Date.now() < until;)
    await new Promise((resolve) => void setTimeout(resolve, 10));
  await relay.stop();
  await database.close();
}
console.log(
  JSON.stringify({
    imported: imported.created,
    tasks: tasks.length,
    refused,
    pages,
    published: sent.length > 0,
    contracts: [openApiYaml().length > 0, asyncApiYaml().length > 0],
    faults,
  }),
);
