import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-ports.ts';

/** A PgBouncer of this machine. */
export interface PgbouncerProgram {
  readonly path: string;
  /** Whether it knows which connection has prepared what, as those from 1.21 on do. */
  readonly knowsPrepared: boolean;
}

/** A PgBouncer that runs, in transaction mode, over few connections. */
export interface Pgbouncer {
  /** Where it lets one in to the database that it stands before. */
  readonly url: string;
  stop(): Promise<void>;
}

// It does not run as root. The user that owns nothing has this id everywhere.
const NOBODY = 65_534;
const CONNECTIONS = 4;

const run = promisify(execFile);

/** The PgBouncer of this machine, or `undefined`, and then says so: the tests that need it are to be skipped. With `REQUIRE_PGBOUNCER=1` it rejects instead. */
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

/** How a PgBouncer is set up where that is not as usual. */
export interface PgbouncerOptions {
  /** Whether it is to know which connection has prepared what (where it can). */
  readonly knowsPrepared?: boolean;
  /** Whether a connection is lent until its client goes, instead of for a transaction. */
  readonly isSession?: boolean;
  /** How many connections to the database it has (4). */
  readonly connections?: number;
  /** Whether each transaction comes by another connection than the one before, so that nothing can stay behind on one unseen; else it comes by the one used last, as by default. */
  readonly isRoundRobin?: boolean;
}

/** Starts a PgBouncer before the database of `url`. */
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
