import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@goldset/server/embedded-postgres';

/** A PostgreSQL of a benchmark, with durable settings. */
export interface DurablePostgres {
  readonly url: string;
  /** The process id of its postmaster. */
  readonly pid: number;
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
    const { url, pid, stop } = await startEmbeddedPostgres({ dataDirectory: directory, settings: { ...settings, ...DURABLE } });
    return { url, pid, stop: () => stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
};
