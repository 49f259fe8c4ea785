import { once } from 'node:events';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { startServer } from '../../apps/server/test/server-process.ts';
import type { ServerProcess } from '../../apps/server/test/server-process.ts';
import { secrets } from '../../apps/server/src/secrets.ts';

/** Goldset in a separate process, as `npm start` runs it, on an existing PostgreSQL. */
export interface Stack {
  /** The URL of the server, which stays the same after a restart. */
  readonly url: string;
  readonly databaseUrl: string;
  /** The first user's token. */
  readonly token: string;
  /** Kills the server whatever it is doing, and starts it again. Resolves when it accepts requests. */
  killServer(): Promise<void>;
  /** Resolves to the values of `/metrics`, by name with labels. */
  metrics(): Promise<ReadonlyMap<string, number>>;
  /** Returns the errors that the server has logged. */
  errors(): readonly string[];
  /** Stops the server, and resolves when it has ended. */
  stop(): Promise<void>;
}

/** Starts a server on an empty database, and resolves when it accepts requests. */
export const startStack = async (databaseUrl: string): Promise<Stack> => {
  const token = secrets.generate();
  const environment = { DATABASE_URL: databaseUrl, GOLDSET_BOOTSTRAP_TOKEN: token, LOG_LEVEL: 'error' };
  const processes: ServerProcess[] = [];
  const start = async (port: string): Promise<string> => {
    const server = startServer({ ...environment, PORT: port });
    processes.push(server);
    return server.serving;
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const running = processes.at(-1);
    running?.kill(signal);
    await running?.ended;
  };
  const url = await start('0');
  return {
    url,
    databaseUrl,
    token,
    killServer: async () => {
      await end('SIGKILL');
      await start(new URL(url).port);
    },
    metrics: async () => {
      // This uses a new connection: the server may close a persistent one at the moment when it is used again.
      const asked = get(`${url}/metrics`, { agent: false });
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      const text = Buffer.concat(await answer.toArray()).toString('utf8');
      return new Map(
        text
          .split('\n')
          .filter((line) => line !== '' && !line.startsWith('#'))
          .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
      );
    },
    errors: () =>
      processes.flatMap((server) =>
        server
          .stderr()
          .split('\n')
          .filter((line) => line !== ''),
      ),
    stop: () => end('SIGTERM'),
  };
};
