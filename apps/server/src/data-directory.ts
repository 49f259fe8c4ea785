import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';
import { StartupFault } from './startup-fault.ts';

/** A data directory that this process alone holds. */
export interface DataDirectory {
  readonly path: string;
  /** Publishes to other processes that the directory is in use by the server at `url`. */
  serving(url: string): void;
  /** Publishes to other processes that the directory will soon be free. */
  stopping(): void;
  /** Releases the directory for the next process. */
  release(): void;
}

/** Settings of `holdDataDirectory`. */
export interface HoldOptions {
  /**
   * Milliseconds to wait until another process, such as a server that is shutting down, releases the directory
   * (15,000).
   */
  readonly patience?: number;
  /** Called once if a server that is shutting down is waited for. */
  readonly onWait?: () => void;
  /** Aborts the wait. */
  readonly signal?: AbortSignal;
}

interface HolderState {
  readonly pid: number;
  readonly state: 'starting' | 'serving' | 'stopping';
  readonly url?: string;
}

const LOCKED = 5;
const POLL = 50;
// A server that has just received a stop signal needs a moment to write that it is stopping.
const GRACE = 300;

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

const makeDirectory = (path: string): void => {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartupFault(
      `The data directory ${path} cannot be made (${codeOf(error)}): set GOLDSET_DATA_DIR to a directory that this user may write, or set DATABASE_URL.`,
    );
  }
};

// The operating system releases this lock however its process ends. So no stale lock can remain: there is no process id
// to compare and nothing to clean up after a kill.
const tryLock = (path: string): DatabaseSync | undefined => {
  const file = join(path, 'server.lock');
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock?.close();
    if ((error as { errcode?: number }).errcode === LOCKED) return undefined;
    throw new StartupFault(
      `The lock ${file} cannot be taken (${(error as Error).message}): make the data directory writable for this user, or set GOLDSET_DATA_DIR to another one.`,
    );
  }
};

const stateFileOf = (path: string): string => join(path, 'server.json');

const readState = (path: string): HolderState | undefined => {
  try {
    const state = JSON.parse(readFileSync(stateFileOf(path), 'utf8')) as HolderState;
    // The state file of a killed server says nothing about the process that holds the lock now.
    return isAlive(state.pid) ? state : undefined;
  } catch {
    return undefined;
  }
};

const writeState = (path: string, state: HolderState): void => {
  const temporary = `${stateFileOf(path)}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  renameSync(temporary, stateFileOf(path));
};

const inUse = (path: string, { pid, state, url }: HolderState): StartupFault =>
  new StartupFault(
    state === 'serving'
      ? `The data directory ${path} is in use by the Goldset server at ${url ?? 'another port'} (process ${pid}): stop that one first, or set GOLDSET_DATA_DIR (and PORT) for a second one.`
      : `The data directory ${path} is in use by a Goldset server that is starting (process ${pid}): use that one, or set GOLDSET_DATA_DIR (and PORT) for a second one.`,
  );

/**
 * Locks a data directory for this process, and creates it if it is missing. Waits for a server that is shutting down on
 * it. Throws a `StartupFault` if another server is serving or starting there, or does not end in time. The directory of
 * a killed process is free at once.
 */
export const holdDataDirectory = async (
  directory: string,
  { patience = 15_000, onWait, signal }: HoldOptions = {},
): Promise<DataDirectory> => {
  const path = resolve(directory);
  makeDirectory(path);
  const began = Date.now();
  let waited = false;
  let lock = tryLock(path);
  while (lock === undefined) {
    signal?.throwIfAborted();
    const state = readState(path);
    const elapsed = Date.now() - began;
    if (state !== undefined && state.state !== 'stopping' && elapsed >= GRACE) throw inUse(path, state);
    if (elapsed >= patience) {
      const seconds = patience / 1000;
      throw new StartupFault(
        state === undefined
          ? `The data directory ${path} is locked by a process that cannot be seen from here, and was not given back within ${seconds} seconds: stop it (another container?), or set GOLDSET_DATA_DIR to another directory.`
          : `The server that is shutting down on the data directory ${path} (process ${state.pid}) has not ended within ${seconds} seconds: start again in a while, or end that process first.`,
      );
    }
    if (state?.state === 'stopping' && !waited) {
      waited = true;
      onWait?.();
    }
    await delay(POLL, undefined, { signal });
    lock = tryLock(path);
  }
  const held = lock;
  let released = false;
  const tell = (state: HolderState): void => {
    if (!released) writeState(path, state);
  };
  tell({ pid: process.pid, state: 'starting' });
  return {
    path,
    serving: (url) => tell({ pid: process.pid, state: 'serving', url }),
    stopping: () => tell({ pid: process.pid, state: 'stopping' }),
    release: () => {
      if (released) return;
      released = true;
      rmSync(stateFileOf(path), { force: true });
      held.close();
    },
  };
};
