import { once } from 'node:events';
import { createServer } from 'node:net';

// The operating system does not assign these ports on its own. So a port that was found free stays free until it is
// used, even while many tests run.
const FIRST = 18_000;
const OF_A_WORKER = 3_000;
const WORKERS = 4;

const { VITEST_POOL_ID = '0' } = process.env;
const own = FIRST + (Number(VITEST_POOL_ID) % WORKERS) * OF_A_WORKER;

let next = process.pid;

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return false;
  }
  await once(server.close(), 'close');
  return true;
};

/** Resolves to a port of this machine on which nobody listens and which no other worker gets. */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < OF_A_WORKER; tries += 1) {
    next += 1;
    const port = own + (next % OF_A_WORKER);
    if (await isFree(port)) return port;
  }
  throw new Error('No port is free.');
};

/** Resolves to several free ports. */
export const freePorts = async (count: number): Promise<readonly number[]> => {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await freePort());
  return ports;
};
