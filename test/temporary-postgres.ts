import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '@goldset/server/embedded-postgres';
import type { EmbeddedPostgres } from '@goldset/server/embedded-postgres';
import postgres from 'postgres';
import { freePort } from './free-ports.ts';

/**
 * A temporary PostgreSQL of a run, started as `npm start` does, in a temporary directory. It can be stopped and started
 * again.
 */
export interface TemporaryPostgres {
  /** The URL, which stays the same after each start. */
  readonly url: string;
  /** Creates an empty database, and resolves to its URL. */
  newDatabase(): Promise<string>;
  /** Stops it: `orderly`, which rolls back open transactions, or as in a `crash`. Its data is kept. */
  end(how: 'orderly' | 'crash'): Promise<void>;
  /** Starts it again, with the same data and port. */
  start(): Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

const caretakerFile = fileURLToPath(new URL('postgres-caretaker.mjs', import.meta.url));

/** Starts a temporary PostgreSQL with some settings. */
export const startTemporaryPostgres = async (
  settings: Readonly<Record<string, string>>,
): Promise<TemporaryPostgres> => {
  const directory = await mkdtemp(join(tmpdir(), 'goldset-postgres-'));
  let caretaker: ChildProcess | undefined;
  let databases = 0;

  // No other process gets this port while PostgreSQL is stopped.
  const port = await freePort();
  const launch = async (): Promise<EmbeddedPostgres> => {
    const started = await startEmbeddedPostgres({ dataDirectory: directory, settings, port });
    // A run that is killed cannot clean up after itself. The caretaker process notices that its pipe is closed, and
    // cleans up.
    const before = caretaker;
    caretaker = spawn(process.execPath, [caretakerFile, String(started.pid), directory], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    caretaker.unref();
    before?.kill('SIGKILL');
    return started;
  };

  let running = await launch().catch(async (error: unknown) => {
    await rm(directory, { recursive: true, force: true });
    throw error;
  });
  const { url } = running;
  return {
    url,
    newDatabase: async () => {
      const sql = postgres(url, { max: 1, onnotice: () => undefined });
      databases += 1;
      const name = `goldset_${databases}`;
      await sql`create database ${sql(name)} template template0`.finally(() => sql.end());
      return new URL(`/${name}`, url).href;
    },
    end: async (how) => {
      if (how === 'orderly') return running.stop();
      process.kill(running.pid, 'SIGQUIT');
      await running.ended;
    },
    start: async () => {
      running = await launch();
    },
    stop: async () => {
      await running.stop();
      await rm(directory, { recursive: true, force: true });
      caretaker?.stdin?.end();
    },
  };
};

/** Committed data survives a crash. The settings are explicit, so that nothing depends on a default. */
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' } as const;

/** Starts a temporary PostgreSQL with durable settings, which are added to `settings` and override them. */
export const startDurablePostgres = (settings: Readonly<Record<string, string>> = {}): Promise<TemporaryPostgres> =>
  startTemporaryPostgres({ ...settings, ...DURABLE });
