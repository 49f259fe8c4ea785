import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-ports.ts';

/** A PgBouncer that is installed on this machine. */
export interface PgbouncerProgram {
  readonly path: string;
  /** Whether it tracks the prepared statements of each connection, as versions from 1.21 on do. */
  readonly knowsPrepared: boolean;
}

/** A running PgBouncer in transaction mode with few connections. */
export interface Pgbouncer {
  /** The URL of the database through PgBouncer. */
  readonly url: string;
  stop(): Promise<void>;
}

// PgBouncer does not run as root. The user `nobody` has this id everywhere.
const NOBODY = 65_534;
const CONNECTIONS = 4;

const run = promisify(execFile);

/**
 * Resolves to the PgBouncer of this machine. If there is none, it prints that and resolves to `undefined`, and the
 * tests that need it must be skipped; with `REQUIRE_PGBOUNCER=1` it rejects instead.
 */
export const findPgbouncer = async (
  directories: readonly string[] = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'],
): Promise<PgbouncerProgram | undefined> => {
  for (const directory of directories) {
    const path = join(directory, 'pgbouncer');
    const version = await run(path, ['--version']).then(
      ({ stdout }) => /PgBouncer (\d+)\.(\d+)/.exec(stdout),
      () => null,
    );
    if (version !== null) return { path, knowsPrepared: Number(version[1]) * 1_000 + Number(version[2]) >= 1_021 };
  }
  const missing = 'there is no PgBouncer in PATH or /usr/sbin. Install one (apt-get install pgbouncer).';
  if (process.env['REQUIRE_PGBOUNCER'] === '1') throw new Error(`REQUIRE_PGBOUNCER=1, and ${missing}`);
  process.stderr.write(`The tests that need a PgBouncer are skipped: ${missing}\n`);
  return undefined;
};

/** Settings of a PgBouncer that differ from the usual ones. */
export interface PgbouncerOptions {
  /** Whether it tracks the prepared statements of each connection, if its version can. */
  readonly knowsPrepared?: boolean;
  /**
   * Whether a connection belongs to a client until the client disconnects (session mode), instead of for one
   * transaction.
   */
  readonly isSession?: boolean;
  /** The number of connections to the database (4). */
  readonly connections?: number;
  /**
   * Whether each transaction uses another connection than the one before, so that a test notices state that is left on
   * a connection. By default, it uses the connection that was used last.
   */
  readonly isRoundRobin?: boolean;
}

/** Starts a PgBouncer in front of the database of `url`. */
export const startPgbouncer = async (
  program: PgbouncerProgram,
  url: string,
  options: PgbouncerOptions = {},
): Promise<Pgbouncer> => {
  const { path } = program;
  const { knowsPrepared = true, isSession = false, connections = CONNECTIONS, isRoundRobin = true } = options;
  const { hostname, port, username, password, pathname } = new URL(url);
  const directory = await mkdtemp(join(tmpdir(), 'goldset-pgbouncer-'));
  const [listenPort, users, settings] = [
    await freePort(),
    join(directory, 'users.txt'),
    join(directory, 'pgbouncer.ini'),
  ];
  await writeFile(users, `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"\n`);
  await writeFile(
    settings,
    [
      '[databases]',
      `* = host=${hostname} port=${port === '' ? '5432' : port}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${listenPort}`,
      'unix_socket_dir =',
      'auth_type = scram-sha-256',
      `auth_file = ${users}`,
      `pool_mode = ${isSession ? 'session' : 'transaction'}`,
      `default_pool_size = ${connections}`,
      `server_round_robin = ${isRoundRobin ? 1 : 0}`,
      'max_client_conn = 200',
      ...(program.knowsPrepared ? [`max_prepared_statements = ${knowsPrepared ? 200 : 0}`] : []),
    ].join('\n'),
  );
  const isRoot = process.getuid?.() === 0;
  if (isRoot) for (const file of [directory, users, settings]) await chown(file, NOBODY, NOBODY);
  const child = spawn(path, [settings], {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  const ended = once(child, 'close');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (said.includes('process up')) resolve();
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`PgBouncer ended: ${said}`)));
  });
  return {
    url: `postgres://${username}:${password}@127.0.0.1:${listenPort}${pathname}`,
    stop: async () => {
      child.kill('SIGINT');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
};
