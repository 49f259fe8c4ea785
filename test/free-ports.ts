import { once } from 'node:events';
import { createServer } from 'node:net';

// The system hands out no port of these to whoever asks it for any: what was found free stays free until it is used, also while many tests run.
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

/** A port of this machine at which nobody listens, and which nobody else is given. */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < OF_A_WORKER; tries += 1) {
    next += 1;
    const port = own + (next % OF_A_WORKER);
    if (await isFree(port)) return port;
  }
  throw new Error('No port is free.');
};

/** Several of them. */
export const freePorts = async (count: number): Promise<readonly number[]> => {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await freePort());
  return ports;
};
