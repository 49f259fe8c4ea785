import { once } from 'node:events';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { startServer } from '../../apps/server/test/server-process.ts';
import type { ServerProcess } from '../../apps/server/test/server-process.ts';
import { secrets } from '../../apps/server/src/secrets.ts';

/** Goldset in a process of its own, as `npm start` runs it, on a PostgreSQL that is there. */
export interface Stack {
  /** Where it serves; the same after each restart. */
  readonly url: string;
  readonly databaseUrl: string;
  /** The first user's token. */
  readonly token: string;
  /** Kills the server in the middle of whatever it does, and starts it again. Resolves when it serves. */
  killServer(): Promise<void>;
  /** What `/metrics` says, by name with labels. */
  metrics(): Promise<ReadonlyMap<string, number>>;
  /** What the server has logged as an error. */
  errors(): readonly string[];
  /** Ends the server, and resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts a server on a database in which nothing is, and resolves when it serves. */
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
      // A connection of its own: one that is kept may be closed by the server at the moment in which it is used again.
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
