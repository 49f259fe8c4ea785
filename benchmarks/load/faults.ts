import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '@goldset/client';
import postgres from 'postgres';
import type { TemporaryPostgres } from '../../test/temporary-postgres.ts';
import { itemOf, RETRIES } from './crew.ts';
import type { Crew } from './crew.ts';
import { underLoad } from './load.ts';
import type { LoadOptions, Outcome } from './load.ts';
import type { Recorder } from './recorder.ts';
import type { Stack } from './stack.ts';
import { startTcpProxy } from './tcp-proxy.ts';

/** The result of a fault: figures for people, and everything that did not hold. */
export interface Report {
  readonly figures: string;
  readonly faults: readonly string[];
}

/** The size of the test. */
export interface Scale {
  readonly load: Omit<LoadOptions, 'manageEvery' | 'ballast'>;
  /** The number of times the fault is caused. */
  readonly times: number;
  /** The number of answers that are acknowledged between two faults. */
  readonly between: number;
  /** The number of items that are imported while connections are cut, and that exist to be exported. */
  readonly lines: number;
  /** The number of items of 16 kB that exist to be exported slowly. */
  readonly slowItems: number;
  /** How many seconds an export is read slowly. */
  readonly slowSeconds: number;
}

/** A disk that can be filled while PostgreSQL writes to it. */
export interface Disk {
  fill(): Promise<void>;
  free(): Promise<void>;
}

const MEGABYTE = 1024 * 1024;
const MANAGED = { manageEvery: 500 };

/** Resolves when this number of further answers is acknowledged; rejects if none arrives for a long time. */
const someMore = async (crew: Crew, answers: number): Promise<void> => {
  const { memory } = crew;
  const goal = memory.answers.size + answers;
  for (let [seen, deadline] = [-1, 0]; memory.answers.size < goal; await delay(10)) {
    if (memory.answers.size !== seen) [seen, deadline] = [memory.answers.size, Date.now() + 60_000];
    if (Date.now() > deadline) throw new Error('No answer was acknowledged for a minute.');
  }
};

const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (const deadline = Date.now() + 60_000; !(await holds()); await delay(10))
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}.`);
};

const slowest = ({ milliseconds }: Recorder): string =>
  `the slowest answer took ${(Math.max(...[...milliseconds].filter(([name]) => name.includes('/tasks/')).flatMap(([, taken]) => taken)) / 1000).toFixed(1)} s`;

const report = ({ faults, acknowledged, recorder }: Outcome, ...figures: readonly string[]): Report => ({
  faults,
  figures: [
    ...figures,
    `${acknowledged} ends of tasks acknowledged, all there`,
    `${recorder.count('broken') + recorder.count('cut')} connections broke`,
    `${recorder.count('503')} × 503`,
    slowest(recorder),
  ].join('; '),
});

/** Kills the server while it works, and starts it again. */
export const serverKilled = async (stack: Stack, { load, times, between }: Scale): Promise<Report> => {
  const outcome = await underLoad(stack, { ...load, ...MANAGED }, async (crew) => {
    for (let n = 0; n < times; n += 1) {
      await someMore(crew, between);
      await stack.killServer();
    }
    await someMore(crew, between);
  });
  return report(outcome, `killed ${times} times`);
};

/**
 * Restarts PostgreSQL, alternately after an orderly stop and after a crash. Requests meanwhile get a `503` that asks
 * the client to retry.
 */
export const postgresRestarted = async (
  stack: Stack,
  database: Pick<TemporaryPostgres, 'end' | 'start'>,
  { load, times, between }: Scale,
): Promise<Report> => {
  const outcome = await underLoad(stack, { ...load, ...MANAGED }, async (crew, recorder) => {
    const before = recorder.count('503');
    for (let n = 0; n < times; n += 1) {
      await someMore(crew, between);
      await database.end(n % 2 === 0 ? 'orderly' : 'crash');
      await until('somebody is told that the database is away', () => recorder.count('503') > before + n);
      await database.start();
    }
    await someMore(crew, between);
  });
  return report(outcome, `restarted ${times} times`);
};

/** Cuts the connection in the middle of an import, repeatedly; the client starts anew each time. */
export const importCut = async (stack: Stack, { load, times, between, lines }: Scale): Promise<Report> => {
  const proxy = await startTcpProxy(stack.url);
  try {
    const outcome = await underLoad(stack, load, async (crew, recorder) => {
      await someMore(crew, between);
      const client = createClient({ url: proxy.url, token: stack.token, retries: RETRIES });
      const from = crew.memory.items;
      const bytes = Array.from({ length: lines }, (_, n) => JSON.stringify(itemOf(from + n)).length + 1).reduce(
        (sum, each) => sum + each,
        0,
      );
      proxy.cutNext(times, Math.floor(bytes / 2));
      const { created, updated, unchanged, rejected } = await client.import(
        '/projects/{project_id}/items',
        () => Array.from({ length: lines }, (_, n) => itemOf(from + n)),
        { path: { project_id: crew.project_id } },
      );
      if (created + unchanged !== lines || updated + rejected > 0)
        recorder.fault(
          `The import of ${lines} lines came to ${JSON.stringify({ created, updated, unchanged, rejected })}.`,
        );
      if (proxy.cuts !== times) recorder.fault(`${proxy.cuts} connections were cut, not ${times}.`);
      crew.memory.items += lines;
      await someMore(crew, between);
    });
    return report(outcome, `an import of ${lines} lines cut ${times} times in the middle, then whole`);
  } finally {
    await proxy.close();
  }
};

// A small compressed export would be finished before it could be cut.
const PLAIN = { headers: { 'Accept-Encoding': 'identity' } };

/**
 * Cuts the connection in the middle of an export: the client must notice that the export is incomplete, and must get
 * all of it the next time.
 */
export const exportCut = async (stack: Stack, { load, times, between, lines }: Scale): Promise<Report> => {
  const proxy = await startTcpProxy(stack.url);
  try {
    let partly = 0;
    const outcome = await underLoad(stack, { ...load, items: lines }, async (crew, recorder) => {
      await someMore(crew, between);
      const client = createClient({ url: proxy.url, token: stack.token, retries: RETRIES });
      for (let n = 0; n < times; n += 1) {
        proxy.cutNext(1, 50 * lines);
        let got = 0;
        const ended = await (async () => {
          for await (const _ of client.export(crew.project_id, PLAIN)) got += 1;
        })().then(
          () => true,
          () => false,
        );
        if (ended) recorder.fault(`An export that was cut after ${got} lines seemed to have come to its end.`);
        partly += got;
      }
      let got = 0;
      for await (const _ of client.export(crew.project_id, PLAIN)) got += 1;
      if (got !== crew.memory.items)
        recorder.fault(`The export after those that were cut has ${got} lines, not ${crew.memory.items}.`);
      if (proxy.cuts !== times) recorder.fault(`${proxy.cuts} connections were cut, not ${times}.`);
      await someMore(crew, between);
    });
    return report(
      outcome,
      `an export of ${lines} lines cut ${times} times, after ${partly} lines together, then whole`,
    );
  } finally {
    await proxy.close();
  }
};

const SLOW_BYTES = 1024;
const SLOW_PAUSE = 100;

interface SlowReading {
  /** Resolves when the response has begun. */
  readonly begun: Promise<void>;
  /** Resolves to the number of bytes that arrived, and whether the server ended the connection early. */
  readonly ended: Promise<{ readonly bytes: number; readonly isCut: boolean }>;
}

/** Reads a response at 10 kB/s for some seconds, and then disconnects. */
const readSlowly = (url: URL, token: string, seconds: number): SlowReading => {
  let [bytes, isCut] = [0, false];
  const socket = connect({
    port: Number(url.port),
    host: url.hostname,
    onread: {
      buffer: Buffer.alloc(SLOW_BYTES),
      callback: (read) => {
        bytes += read;
        socket.emit('read');
        setTimeout(() => socket.resume(), SLOW_PAUSE);
        return false;
      },
    },
  });
  const closed = once(socket, 'close');
  const begun = Promise.race([once(socket, 'read'), closed]).then(() => undefined);
  socket.on('error', () => undefined);
  void closed.then(() => {
    isCut = true;
  });
  socket.write(`GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  const ended = (async () => {
    await begun;
    for (const end = Date.now() + seconds * 1000; Date.now() < end && !isCut;) await delay(SLOW_PAUSE);
    const answer = { bytes, isCut };
    socket.destroy();
    return answer;
  })();
  return { begun, ended };
};

const SLOW_ITEM_BYTES = 16_000;
// The memory of a server in use varies by this much; the export must be much larger for the test to show anything.
const MOST_GROWTH = 64 * MEGABYTE;
const SAMPLES = 40;

/**
 * A client reads an export at 10 kB/s. The server must not buffer what the client has not read, must not keep a
 * transaction open meanwhile, and must not disconnect the client.
 */
export const slowExport = async (stack: Stack, { load, between, slowItems, slowSeconds }: Scale): Promise<Report> => {
  const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => undefined });
  const ballast = ` ${'x'.repeat(SLOW_ITEM_BYTES)}`;
  const all = slowItems * SLOW_ITEM_BYTES;
  const memory = async (): Promise<number> => {
    const metrics = await stack.metrics();
    return (
      (metrics.get('nodejs_heap_size_used_bytes') ?? Number.NaN) +
      (metrics.get('nodejs_external_memory_bytes') ?? Number.NaN)
    );
  };
  /** Returns transactions that have been open for a large part of the reading time; others end within moments. */
  const openLong = (): Promise<readonly { readonly query: string }[]> =>
    sql<{ query: string }[]>`
      select query from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and xact_start < clock_timestamp() - ${Math.max(3, slowSeconds / 4)} * interval '1 second'`;
  try {
    const figures: string[] = [];
    const outcome = await underLoad(stack, { ...load, items: slowItems, ballast }, async (crew, recorder) => {
      // The minimum of the samples is compared, because it contains the least garbage.
      const before: number[] = [];
      const during: number[] = [];
      const interval = (slowSeconds * 1000) / SAMPLES;
      for (let sample = 0; sample < SAMPLES / 4; sample += 1, await delay(interval)) before.push(await memory());
      const reading = readSlowly(
        new URL(`${stack.url}/v1/projects/${crew.project_id}/export`),
        stack.token,
        slowSeconds,
      );
      await reading.begun;
      const ended = new AbortController();
      void reading.ended.then(() => ended.abort());
      const open: { readonly query: string }[] = [];
      for (; !ended.signal.aborted; await delay(interval)) {
        during.push(await memory());
        if (open.length === 0) open.push(...(await openLong()));
      }
      for (const { query } of open)
        recorder.fault(`A transaction was open while the client read: ${query.slice(0, 100)}`);
      const { bytes, isCut } = await reading.ended;
      if (isCut) recorder.fault(`The server cut off a client that was reading, after ${bytes} bytes.`);
      const [least, leastWhileReading] = [Math.min(...before), Math.min(...during.slice(during.length / 2))];
      const growth = leastWhileReading - least;
      if (!(growth <= MOST_GROWTH))
        recorder.fault(
          `The server grew by ${Math.round(growth / MEGABYTE)} MB, for an export of ${Math.round(all / MEGABYTE)} MB.`,
        );
      figures.push(
        `${Math.round(bytes / 1000)} kB of ${Math.round(all / MEGABYTE)} MB read in ${slowSeconds} s, with ${Math.round(least / MEGABYTE)} MB in use by the server before and ${Math.round(leastWhileReading / MEGABYTE)} MB meanwhile`,
      );
      await someMore(crew, between);
    });
    return report(outcome, ...figures);
  } finally {
    await sql.end();
  }
};

const REFUSALS = 20;

/**
 * Fills the disk of PostgreSQL for a while. Reads continue, writes get a `503` that asks the client to retry, and
 * everything continues once there is space again.
 */
export const diskFull = async (stack: Stack, disk: Disk, { load, times, between }: Scale): Promise<Report> => {
  const reader = createClient({ url: stack.url, token: stack.token, retries: 0 });
  const outcome = await underLoad(stack, { ...load, ...MANAGED }, async (crew, recorder) => {
    for (let n = 0; n < times; n += 1) {
      await someMore(crew, between);
      const before = recorder.count('503');
      await disk.fill();
      await until(
        'some are told that there is no room',
        () => recorder.count('503') >= before + Math.min(REFUSALS, load.annotators),
      );
      const reading = await reader.answers.get('/projects/{project_id}/progress', {
        path: { project_id: crew.project_id },
      });
      if (reading.status !== 200)
        recorder.fault(`Who only reads was answered ${reading.status} while the disk was full.`);
      await disk.free();
    }
    await someMore(crew, between);
  });
  return report(outcome, `full ${times} times`);
};
