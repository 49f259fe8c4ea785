import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startOptions } from '../apps/server/test/server-process.ts';

/** A server in a separate process. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('..', import.meta.url));

const startProcess = async (
  nodeOptions: readonly string[],
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  serves: RegExp,
): Promise<ServerProcess> => {
  const { PATH = '', HOME = '', NODE_OPTIONS = '' } = process.env;
  // The server writes its log, as in production, but nobody reads it.
  const child = spawn(process.execPath, [...nodeOptions, fileURLToPath(new URL(file, import.meta.url)), ...args], {
    cwd: root,
    env: { PATH, HOME, NODE_OPTIONS, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close');
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const found = serves.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then(([code]) => reject(new Error(`${file} ended with ${String(code)} before it served: ${said}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};

/** The token of the first user of a benchmark. */
export const ADMIN_TOKEN = 'gs_benchmark_0123456789abcdefghijklmnopqrstuvwxyz';

/** Starts Goldset on a database as `npm start` does, with default settings. */
export const startGoldset = (databaseUrl: string, env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> =>
  startProcess(
    startOptions,
    '../apps/server/src/main.ts',
    [],
    { PORT: '0', DATABASE_URL: databaseUrl, GOLDSET_BOOTSTRAP_TOKEN: ADMIN_TOKEN, ...env },
    /^Goldset serves (\S+)\n/m,
  );

/** Starts the bare routes that are the limit of single requests. */
export const startBareRoutes = (settings: object): Promise<ServerProcess> =>
  startProcess(startOptions, './bare-routes.ts', [JSON.stringify(settings)], {}, /^(http:\S+)\n/m);
