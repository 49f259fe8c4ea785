import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { figureOf, shareOf } from './beside.ts';
import { forgetPeak, memoryRows, peakOf } from './memory.ts';
import type { Part } from './part.ts';
import { startDurablePostgres } from '../test/temporary-postgres.ts';
import { ADMIN_TOKEN, startGoldset } from './processes.ts';
import { importNdjson, makeAnnotators, makeOrganization, makeProject } from './project.ts';
import { rowOf } from './row.ts';
import type { Row } from './row.ts';

const ITEMS = 200;
const AT_ONCE = 8;
const MEMORY_MEGABYTES = 300;
const WAIT_MILLISECONDS = 250;
/** The milliseconds between two requests of another client that checks whether the server is alive. */
const INTERVAL_MILLISECONDS = 10;

/** A request that is sent many times at once, and the statuses it may get. */
interface Attack {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/** Sends a request, reads the whole response, and resolves to its status. */
const done = async (url: string, { method, path, token, headers, body }: Attack): Promise<number> => {
  const outgoing = request(`${url}/v1${path}`, {
    method,
    agent: false,
    headers: {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      'Content-Type': 'application/json',
      ...headers,
    },
  });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  for await (const _ of incoming);
  if (!incoming.complete) throw new Error(`${method} ${path}: the answer was cut off.`);
  return incoming.statusCode ?? 0;
};

/** Measures, in milliseconds, how long another client waits for `/healthz`, repeatedly until `work` is done. */
const waitsDuring = async (url: string, work: Promise<unknown>): Promise<readonly number[]> => {
  const agent = new Agent({ keepAlive: true });
  const waits: number[] = [];
  let isDone = false;
  const ended = work.finally(() => (isDone = true));
  while (!isDone) {
    const began = performance.now();
    const outgoing = request(`${url}/healthz`, { agent });
    outgoing.end();
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
    for await (const _ of incoming);
    waits.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MILLISECONDS));
  }
  agent.destroy();
  await ended;
  return waits;
};

/** The bodies that a client without a token may send. */
const bodies = (): Readonly<Record<string, string>> => ({
  'nested lists': '['.repeat(5_000_000) + ']'.repeat(5_000_000),
  'unknown keys': `{${Array.from({ length: 700_000 }, (_, n) => `"k${n}":0`).join(',')}}`,
  'a list of lists': `{"secret":"x","name":[${Array.from({ length: 3_000_000 }, () => '[]').join(',')}]}`,
  'open brackets': '['.repeat(10_000_000),
});

/**
 * Sends the heaviest requests, eight at once, and measures how long another client waits meanwhile and how much memory
 * the server uses.
 */
export const measureHostile: Part = async ({ quick, say }) => {
  const rounds = quick ? 1 : 3;
  const stops: (() => Promise<void>)[] = [];
  try {
    const database = await startDurablePostgres();
    stops.push(database.stop);
    const goldset = await startGoldset(database.url);
    stops.push(goldset.stop);
    const { url, pid } = goldset;
    const organizationId = await makeOrganization(url);
    const projectId = await makeProject(url, organizationId, { overlap: 100, max_claimed: 1_000 });
    const line = (n: number): string =>
      `${JSON.stringify({ external_id: `heavy-${n}`, data: { text: 'é'.repeat(480_000) } })}\n`;
    for (let n = 0; n < ITEMS; n += 10)
      await importNdjson(url, projectId, Array.from({ length: 10 }, (_, k) => line(n + k)).join(''), 10);
    const annotators = await makeAnnotators(url, organizationId, AT_ONCE * rounds);
    const project = `/projects/${projectId}`;
    const annotator = (n: number): string => annotators[n % annotators.length]?.token ?? '';
    const attacks: readonly ((n: number) => Attack)[] = [
      (n) => ({
        name: 'claims of 100 tasks of 1 MB',
        method: 'POST',
        path: `${project}/tasks/claim`,
        token: annotator(n),
        body: '{"count":100}',
      }),
      (n) => ({
        name: 'pages of 200 tasks of 1 MB',
        method: 'GET',
        path: `${project}/tasks?per_page=200`,
        token: annotator(n),
      }),
      () => ({
        name: 'pages of 200 items of 1 MB',
        method: 'GET',
        path: `${project}/items?per_page=200`,
        token: ADMIN_TOKEN,
      }),
      () => ({
        name: 'pages of 200 items of 1 MB, compressed',
        method: 'GET',
        path: `${project}/items?per_page=200`,
        token: ADMIN_TOKEN,
        headers: { 'Accept-Encoding': 'gzip' },
      }),
      ...Object.entries(bodies()).map(([name, body]) => {
        const zipped = gzipSync(body, { level: 9 });
        return (): Attack => ({
          name: `bodies without a token: ${name}`,
          method: 'POST',
          path: '/invitations/accept',
          headers: { 'Content-Encoding': 'gzip' },
          body: zipped,
        });
      }),
    ];
    const rows: Row[] = [];
    await forgetPeak(pid);
    for (const attack of attacks) {
      const figures = [];
      for (let round = 0; round < rounds; round += 1) {
        const statuses = Promise.all(Array.from({ length: AT_ONCE }, (_, n) => done(url, attack(round * AT_ONCE + n))));
        const waits = await waitsDuring(url, statuses);
        figures.push({ ours: shareOf(waits, 0.99), limit: WAIT_MILLISECONDS });
        say(
          `${attack(0).name}: ${(figures.at(-1)?.ours ?? 0).toFixed(0)} ms, answered ${[...new Set(await statuses)].join(', ')}`,
        );
      }
      rows.push(
        rowOf(`wait of another client beside ${AT_ONCE} ${attack(0).name} (p99)`, 'ms', '≤ 1', figureOf(figures)),
      );
    }
    return [...rows, ...memoryRows('server memory during all of these', await peakOf(pid), MEMORY_MEGABYTES)];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
};
