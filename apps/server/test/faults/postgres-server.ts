import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { startEmbeddedPostgres } from '../../src/embedded-postgres.ts';
import type { EmbeddedPostgres } from '../../src/embedded-postgres.ts';

/** A PostgreSQL with durable settings that can be away for a time. */
export interface PostgresServer {
  /** Makes an empty database, and resolves to its URL, which stays the same. */
  newDatabase(): Promise<string>;
  /** Ends it; its data stays. */
  stop(): Promise<void>;
  /** Starts it again after `stop`, with the same data and port. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' } as const;

const caretakerFile = fileURLToPath(new URL('../../../../test/postgres-caretaker.mjs', import.meta.url));

/** Starts a PostgreSQL of its own. */
export const startPostgresServer = async (): Promise<PostgresServer> => {
  const directory = await mkdtemp(join(tmpdir(), 'goldset-faults-'));
  let running: EmbeddedPostgres | undefined;
  let caretaker: ChildProcess | undefined;
  let port: number | undefined;
  let databases = 0;

  const start = async (): Promise<void> => {
    running = await startEmbeddedPostgres({ dataDirectory: directory, settings: DURABLE, ...(port === undefined ? {} : { port }) });
    port = Number(new URL(running.url).port);
    // A run that is killed cannot clean up after itself. This process sees its end of the pipe close, and does.
    const before = caretaker;
    caretaker = spawn(process.execPath, [caretakerFile, String(running.pid), directory], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    caretaker.unref();
    before?.kill('SIGKILL');
  };

  const stop = async (): Promise<void> => running?.stop();

  const remove = async (): Promise<void> => {
    await stop();
    await rm(directory, { recursive: true, force: true });
    caretaker?.stdin?.end();
  };

  await start().catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return {
    newDatabase: async () => {
      const url = new URL(running?.url ?? '');
      const sql = postgres(url.href, { max: 1, onnotice: () => undefined });
      databases += 1;
      url.pathname = `/faults_${databases}`;
      await sql`create database ${sql(url.pathname.slice(1))} template template0`.finally(() => sql.end());
      return url.href;
    },
    stop,
    start,
    remove,
  };
};
