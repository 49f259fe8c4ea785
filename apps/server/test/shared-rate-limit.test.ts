import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBlankDatabase } from '../../../test/postgres.ts';
import type { TestDatabase } from '../../../test/postgres.ts';
import { until } from '../../../test/until.ts';
import { startServer } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

let database: TestDatabase;
const servers: ServerProcess[] = [];

beforeAll(async () => {
  database = await createBlankDatabase();
});
afterAll(async () => {
  for (const server of servers) server.kill('SIGTERM');
  await Promise.all(servers.map(({ ended }) => ended));
  await database.drop();
});

const start = async (): Promise<string> => {
  const server = startServer({ DATABASE_URL: database.url, TRUSTED_PROXIES: '127.0.0.1', LOG_LEVEL: 'warn' });
  servers.push(server);
  return server.serving;
};

/** How many of so many requests of one client at once are served. */
const served = async (url: string, count: number, client: string): Promise<number> => {
  const answers = Array.from({ length: count }, async () => {
    const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': client };
    const response = await fetch(`${url}/v1/invitations/accept`, {
      method: 'POST',
      headers,
      body: '{"secret": "a-secret-that-nobody-has", "name": "Eve"}',
    });
    await response.arrayBuffer();
    return response.status;
  });
  const statuses = await Promise.all(answers);
  expect(statuses.filter((status) => status !== 422 && status !== 429)).toEqual([]);
  return statuses.filter((status) => status === 422).length;
};

test('two servers on one database count together how often a client asks', { timeout: 120_000 }, async () => {
  const [one, two] = [await start(), await start()];
  const sql = postgres(database.url, { max: 1 });
  const began = performance.now();
  expect(await served(one, 40, '192.0.2.1')).toBe(40);
  // All of it is shared within a second, less what leaks meanwhile.
  const level = async (): Promise<number> =>
    (await sql<{ level: number }[]>`select level from rate_limits where client = '192.0.2.1'`)[0]?.level ?? 0;
  await until(async () => (await level()) > 30);
  const second = await served(two, 40, '192.0.2.1');
  const leaked = ((performance.now() - began) / 1_000) * 0.5;
  expect(second).toBeGreaterThanOrEqual(20);
  expect(second).toBeLessThanOrEqual(21 + leaked);
  expect(await served(two, 40, '192.0.2.2')).toBe(40);
  await sql.end();
});
