import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, readlink, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';
import { environment, giveTo, identity, MAJOR, run, wrap } from './postgres-runner.ts';
import type { Binaries, Runner } from './postgres-runner.ts';
import { StartupFault } from './startup-fault.ts';

/** The user that owns everything in the embedded PostgreSQL. */
export const SUPERUSER = 'goldset';

const ORPHAN_TIMEOUT = 10_000;
const POLL = 10;

const syncDirectory = async (path: string): Promise<void> => {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
};

/** Returns the path of the file with the password of the embedded PostgreSQL. */
export const passwordFileOf = (home: string): string => join(home, 'password');

/** Returns the path of the data of the embedded PostgreSQL. */
export const clusterOf = (home: string): string => join(home, 'data');

/** Removes the directories of killed starts, except for one whose `initdb` is still writing to it. */
const removeUnfinished = async (home: string): Promise<void> => {
  const names = (await readdir(dirname(home))).filter((name) => name.startsWith(`${basename(home)}.unfinished`));
  await Promise.allSettled(names.map((name) => rm(join(dirname(home), name), { recursive: true, force: true })));
};

/**
 * Creates the cluster in a temporary directory of its own and renames that to `home` when it is complete, so that a
 * killed start leaves no incomplete cluster, and what still runs of it disturbs no later one.
 */
export const initialize = async (home: string, binaries: Binaries, runner: Runner, durable: boolean): Promise<void> => {
  await removeUnfinished(home);
  const unfinished = `${home}.unfinished-${randomBytes(6).toString('hex')}`;
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFileOf(unfinished), randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
  if (runner.owner) await giveTo(runner.owner, unfinished);
  const { command, args } = wrap(runner, binaries.initdb, [
    `--pgdata=${clusterOf(unfinished)}`,
    `--pwfile=${passwordFileOf(unfinished)}`,
    `--username=${SUPERUSER}`,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--auth=scram-sha-256',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]);
  try {
    await run(command, [...args], { cwd: '/', env: environment(), ...identity(runner) });
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr ?? '').trim() || (error as Error).message;
    throw new StartupFault(
      `The embedded PostgreSQL could not be set up in ${home}: mend what it says, or set DATABASE_URL. It says: ${said.replaceAll(/\s+/g, ' ')}`,
    );
  }
  await rename(unfinished, home);
  await removeUnfinished(home);
  if (durable) await syncDirectory(dirname(home));
};

/** Throws a `StartupFault` if the data is not of the major version that this server contains. */
export const requireVersion = async (home: string): Promise<void> => {
  const version = (
    await readFile(join(clusterOf(home), 'PG_VERSION'), 'utf8').catch(
      (error: unknown) => (error as NodeJS.ErrnoException).code ?? '',
    )
  ).trim();
  if (version === MAJOR) return;
  if (!/^\d/.test(version)) {
    throw new StartupFault(
      `${home} cannot be read as the data of a PostgreSQL (PG_VERSION: ${version}): start as the user it belongs to, put it back whole, or set GOLDSET_DATA_DIR to a new directory.`,
    );
  }
  throw new StartupFault(
    `The data in ${home} was written by PostgreSQL ${version} and this Goldset brings PostgreSQL ${MAJOR}: set GOLDSET_DATA_DIR to a new directory, ` +
      `or carry the data over by dumping it with pg_dumpall of a PostgreSQL ${version} and loading it into a new one.`,
  );
};

/**
 * Returns the lines of the file in which a running PostgreSQL writes its process id, port and state; none if there is
 * no such file.
 */
export const readPostmasterFile = async (cluster: string): Promise<readonly string[]> => {
  try {
    return (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n').map((line) => line.trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

const isPostmasterOf = async (pid: number, cluster: string): Promise<boolean> => {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    // PostgreSQL's working directory is its data directory, whatever path it was started with.
    return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === (await realpath(cluster));
  }
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes('postgres') && stdout.includes(cluster);
};

/** Polls until a condition is true; returns whether that happened in time. */
export const waitUntil = async (
  condition: () => boolean | Promise<boolean>,
  milliseconds: number,
): Promise<boolean> => {
  const deadline = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await delay(POLL);
  }
  return true;
};

/**
 * Stops the PostgreSQL that a killed server left running, and removes the file that would block the next start. Throws
 * a `StartupFault` if it cannot be stopped.
 */
export const endOrphan = async (cluster: string): Promise<void> => {
  const pid = Number((await readPostmasterFile(cluster))[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return;
  const gone = async (): Promise<boolean> => !(await isPostmasterOf(pid, cluster));
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (await gone()) break;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EPERM') break;
    }
    await waitUntil(gone, ORPHAN_TIMEOUT);
  }
  if (!(await gone())) {
    throw new StartupFault(
      `A PostgreSQL that an earlier server left behind still runs on ${cluster} (process ${pid}) and could not be stopped: end that process and start again.`,
    );
  }
  // PostgreSQL mistakes any living process with this id, even another program or a zombie, for a server on the same
  // data.
  if (isAlive(pid)) await rm(join(cluster, 'postmaster.pid'), { force: true });
};
