import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, realpath, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  clusterOf,
  endOrphan,
  initialize,
  passwordFileOf,
  readPostmasterFile,
  requireVersion,
  SUPERUSER,
  waitUntil,
} from './postgres-cluster.ts';
import { chooseRunner, environment, findBinaries, giveTo, identity, wrap } from './postgres-runner.ts';
import type { Binaries, Runner } from './postgres-runner.ts';
import { StartupFault } from './startup-fault.ts';

/** A PostgreSQL that this process started and owns. */
export interface EmbeddedPostgres {
  /** The connection URL, which contains the password. */
  readonly url: string;
  /** The process id of its postmaster. */
  readonly pid: number;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /**
   * Stops it: open transactions are rolled back, committed ones are kept. Resolves when it has ended; may be called
   * again.
   */
  stop(): Promise<void>;
}

/** Settings of `startEmbeddedPostgres`. */
export interface EmbeddedPostgresOptions {
  /**
   * A directory that is used for nothing else; it is created if it is missing. The caller makes sure that no other
   * process uses it.
   */
  readonly dataDirectory: string;
  /** PostgreSQL settings that override the durable defaults, such as `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The port to listen on; default: a free one. */
  readonly port?: number;
}

const START_TIMEOUT = 120_000;
const FAST_STOP_TIMEOUT = 5_000;
const LOG_LIMIT = 10_000_000;

// The log must not contain what people store, so these settings leave out statements and row values.
const DEFAULTS: Readonly<Record<string, string>> = {
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
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

const launch = async (
  binaries: Binaries,
  runner: Runner,
  cluster: string,
  logFile: string,
  settings: Readonly<Record<string, string>>,
): Promise<Attempt> => {
  const log = await open(logFile, 'a', 0o600);
  try {
    const { command, args } = wrap(runner, binaries.postgres, [
      '-D',
      cluster,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ]);
    // PostgreSQL gets its own process group: Ctrl-C is meant for the server, which stops PostgreSQL last.
    const child = spawn(command, [...args], {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      cwd: '/',
      env: environment(),
      ...identity(runner),
    });
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

const readFrom = async (file: string, position: number): Promise<string> =>
  (await readFile(file)).subarray(position).toString('utf8');

const lastFault = (log: string): string => {
  const lines = log
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
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
      // The timer also keeps this process alive until PostgreSQL has ended; the child process itself is unreferenced.
      if (await waitUntil(hasEnded, FAST_STOP_TIMEOUT)) return;
    }
    await ended;
  };
  let stopping: Promise<void> | undefined;
  return () => (stopping ??= stop());
};

/**
 * Starts PostgreSQL 18 on the data directory, on a port of 127.0.0.1, and resolves when it accepts connections. The
 * first start creates the database with a random password that only this user can read. Leftovers of a killed start or
 * server are cleaned up. Works for root and for ordinary users. Throws a `StartupFault` for errors that the person who
 * starts the server can correct.
 */
export const startEmbeddedPostgres = async ({
  dataDirectory,
  settings = {},
  port: wanted,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
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
    const port = wanted ?? (await freePort());
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
      return {
        url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`,
        pid: child.pid ?? 0,
        ended,
        stop,
      };
    }
    await stop();
    const said = await readFrom(logFile, logStart);
    // Two reasons are temporary: another process took the port meanwhile, or the last processes of a killed PostgreSQL
    // are still ending.
    const passing = /could not (create any TCP\/IP sockets|bind)|pre-existing shared memory block/.test(said);
    if (!passing || Date.now() > deadline) {
      throw new StartupFault(
        `The embedded PostgreSQL on ${cluster} did not start: mend what it says (all of it is in ${logFile}), or set DATABASE_URL. It says: ${lastFault(said)}`,
      );
    }
    await delay(100);
  }
};
