import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import type { Disk } from './faults.ts';

/** A PostgreSQL with a database on a separate small disk, which can be filled. */
export interface SmallDiskPostgres extends Disk {
  /** The URL of the database on the small disk. */
  readonly url: string;
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('../../apps/server/test/start-embedded-postgres.ts', import.meta.url));

const MEGABYTES = 128;
const DISK_FULL = '53100';

/** Fills a table until there is no space for one more row: first with many rows at once, at last with one at a time. */
const fillWith = async (sql: postgres.Sql): Promise<void> => {
  // A new database has sparse files, which would find no space later although no file grows.
  await sql`checkpoint`;
  await sql`create table ballast (filling text storage plain) tablespace small`;
  for (let rows = 1000; rows >= 1; rows = Math.floor(rows / 10)) {
    for (let isFull = false; !isFull;) {
      try {
        await sql`insert into ballast select repeat('x', 8000) from generate_series(1, ${rows})`;
      } catch (error) {
        if ((error as { readonly code?: string }).code !== DISK_FULL) throw error;
        isFull = true;
      }
    }
  }
};

/**
 * Starts a PostgreSQL in a mount namespace with a file system of `MEGABYTES` in memory, and creates a database there.
 * Its write-ahead log stays on the disk of this machine. Throws if the system does not let a program mount file
 * systems.
 */
export const startSmallDiskPostgres = async (): Promise<SmallDiskPostgres> => {
  const directory = await mkdtemp(join(tmpdir(), 'goldset-small-'));
  const mount = join(directory, 'small');
  await mkdir(mount);
  const script = `mount -t tmpfs -o size=${MEGABYTES}m,mode=0777 goldset "$1" && exec "$2" "$3" "$4"`;
  const child = spawn(
    'unshare',
    [
      '--user',
      '--map-root-user',
      '--mount',
      'sh',
      '-c',
      script,
      'sh',
      mount,
      process.execPath,
      program,
      join(directory, 'data'),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const started = new Promise<{ readonly pid: number; readonly url: string }>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) =>
      resolve(JSON.parse(line) as { pid: number; url: string }),
    );
    child.once('error', reject);
    void ended.then(() =>
      reject(new Error(`This system does not let a program mount a small disk for itself: ${said.trim()}`)),
    );
  });
  const remove = (): Promise<void> => rm(directory, { recursive: true, force: true });
  const { pid, url } = await started.catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const onDatabase = async (name: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> => {
    const sql = postgres(new URL(`/${name}`, url).href, { max: 1, onnotice: () => undefined });
    await work(sql).finally(() => sql.end());
  };
  await onDatabase('postgres', async (sql) => {
    await sql`create tablespace small location ${sql.unsafe(`'${mount}'`)}`;
    await sql`create database goldset tablespace small`;
  });
  return {
    url: new URL('/goldset', url).href,
    fill: () => onDatabase('postgres', fillWith),
    free: () => onDatabase('postgres', (sql) => sql`drop table ballast`),
    stop: async () => {
      process.kill(pid, 'SIGQUIT');
      child.kill('SIGTERM');
      await ended;
      await remove();
    },
  };
};
