import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';

const PING_TIMEOUT = 2_000;

const engineAddresses = (): readonly string[] => {
  const { DOCKER_HOST, XDG_RUNTIME_DIR } = process.env;
  if (DOCKER_HOST !== undefined && DOCKER_HOST !== '') return [DOCKER_HOST];
  const sockets = [
    '/var/run/docker.sock',
    join(homedir(), '.docker/run/docker.sock'),
    ...(XDG_RUNTIME_DIR === undefined ? [] : [join(XDG_RUNTIME_DIR, 'docker.sock')]),
  ];
  return sockets.filter((socket) => existsSync(socket)).map((socket) => `unix://${socket}`);
};

const answers = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    if (!URL.canParse(address)) return resolve(false);
    const { protocol, hostname, port, pathname } = new URL(address);
    if (protocol !== 'unix:' && protocol !== 'tcp:' && protocol !== 'http:') return resolve(false);
    const target =
      protocol === 'unix:' ? { socketPath: pathname } : { host: hostname, port: port === '' ? 2375 : Number(port) };
    const ping = request({ ...target, path: '/_ping', timeout: PING_TIMEOUT }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.once('timeout', () => ping.destroy());
    ping.once('error', () => resolve(false));
    ping.once('close', () => resolve(false));
    ping.end();
  });

/** Resolves to whether a container engine responds. */
export const hasContainerEngine = async (): Promise<boolean> => {
  for (const address of engineAddresses()) if (await answers(address)) return true;
  return false;
};
