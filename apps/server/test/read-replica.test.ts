import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';
import type { EmbeddedPostgres } from '../src/embedded-postgres.ts';
import { startServer } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

const TOKEN = 'a-token-for-the-first-user-of-this-test';

let dataDirectory: string;
let database: EmbeddedPostgres;
beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'goldset-replica-'));
  database = await startEmbeddedPostgres({ dataDirectory });
});
afterAll(async () => {
  await database.stop();
  await rm(dataDirectory, { recursive: true, force: true });
});

const start = (): ServerProcess =>
  startServer({ DATABASE_URL: database.url, GOLDSET_BOOTSTRAP_TOKEN: TOKEN, LOG_LEVEL: 'silent' });

test(
  'a server on a replica starts, answers what only reads, exports among it, and says of all else that it cannot',
  { timeout: 60_000 },
  async () => {
    const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' };
    const post = (origin: string, path: string, body: object): Promise<Response> =>
      fetch(`${origin}/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const idOf = async (answer: Promise<Response>): Promise<string> =>
      ((await (await answer).json()) as { readonly id: string }).id;

    const primary = start();
    const origin = await primary.serving;
    const organization = await idOf(post(origin, '/organizations', { name: 'O' }));
    const project = `/projects/${await idOf(post(origin, `/organizations/${organization}/projects`, { name: 'P' }))}`;
    expect(
      (await post(origin, `${project}/items`, { items: [{ external_id: 'a', data: { text: 'x' } }] })).status,
    ).toBe(200);
    const exported = await (await fetch(`${origin}/v1${project}/export`, { headers })).text();
    expect(exported).toContain('"external_id" : "a"');
    primary.kill('SIGTERM');
    await primary.ended;

    // From here on it is a replica whose primary says nothing new.
    await database.stop();
    await writeFile(join(dataDirectory, 'postgres', 'data', 'standby.signal'), '');
    database = await startEmbeddedPostgres({ dataDirectory });
    const replica = start();
    const there = await replica.serving;
    expect(await (await fetch(`${there}/v1${project}/export`, { headers })).text()).toBe(exported);
    expect((await fetch(`${there}/v1${project}/items`, { headers })).status).toBe(200);
    expect((await post(there, `${project}/items`, { items: [{ external_id: 'b', data: { text: 'x' } }] })).status).toBe(
      503,
    );
    replica.kill('SIGTERM');
    expect(await replica.ended).toEqual({ code: 0, signal: null });
  },
);
