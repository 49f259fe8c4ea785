import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@goldset/server/embedded-postgres';

/** A PostgreSQL of a benchmark, with durable settings. */
export interface DurablePostgres {
  /** The same after each restart. */
  readonly url: string;
  /** The process id of its postmaster, until it is restarted. */
  readonly pid: number;
  /** Ends it, `orderly` with what is open rolled back or as in a `crash`, and starts it again; `meanwhile` runs while it is away. */
  restart(how: 'orderly' | 'crash', meanwhile?: () => Promise<void>): Promise<void>;
  /** Ends it and removes all that it kept. */
  stop(): Promise<void>;
}

/** What a commit promises is kept: said here, so that no figure hangs on a default. */
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' } as const;

/** Starts a PostgreSQL in a temporary directory of its own, as `npm start` runs it, with durable settings; `settings` are added to them. */
export const startDurablePostgres = async (settings: Readonly<Record<string, string>> = {}): Promise<DurablePostgres> => {
  const directory = await mkdtemp(join(tmpdir(), 'goldset-bench-'));
  const remove = (): Promise<void> => rm(directory, { recursive: true, force: true });
  try {
    const options = { dataDirectory: directory, settings: { ...settings, ...DURABLE } };
    let running = await startEmbeddedPostgres(options);
    const { url, pid } = running;
    const port = Number(new URL(url).port);
    return {
      url,
      pid,
      restart: async (how, meanwhile) => {
        process.kill(running.pid, how === 'crash' ? 'SIGQUIT' : 'SIGINT');
        await running.ended;
        await meanwhile?.();
        running = await startEmbeddedPostgres({ ...options, port });
      },
      stop: () => running.stop().finally(remove),
    };
  } catch (error) {
    await remove();
    throw error;
  }
};
