import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from './is-alive.ts';
import { clusterOf, passwordFileOf, readPostmasterFile, SUPERUSER } from './postgres-cluster.ts';

/** Returns whether a data directory contains the data of an embedded PostgreSQL. */
export const hasEmbeddedData = (dataDirectory: string): boolean => existsSync(join(dataDirectory, 'postgres'));

/**
 * Returns the URL of the embedded PostgreSQL that another process has started on a data directory; `undefined` if none
 * accepts connections there.
 */
export const runningPostgres = async (dataDirectory: string): Promise<string | undefined> => {
  const home = join(await realpath(dataDirectory), 'postgres');
  const { 0: pid, 3: port, 7: state } = await readPostmasterFile(clusterOf(home));
  if (state !== 'ready' || !isAlive(Number(pid))) return undefined;
  const password = (await readFile(passwordFileOf(home), 'utf8')).trim();
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
};
