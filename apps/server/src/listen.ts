import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupFault } from './startup-fault.ts';

const sentenceFor = (code: string | undefined, host: string, port: number): string => {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is in use: stop what uses it, or set PORT to another one (0 takes any free port).`;
    case 'EACCES':
      return `This user may not listen on port ${port}: set PORT to one above 1023.`;
    default:
      return `Cannot listen on ${host}, port ${port} (${code ?? 'unknown error'}): set HOST to an address of this machine, such as 127.0.0.1.`;
  }
};

/**
 * Starts listening and resolves to the URL that a person on this machine can open. Throws a `StartupFault` if the port
 * or the address cannot be used.
 */
export const listen = (server: Server, host: string, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(new StartupFault(sentenceFor(error.code, host, port)));
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      const { address, family, port: actual } = server.address() as AddressInfo;
      const open = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address;
      resolve(`http://${family === 'IPv6' ? `[${open}]` : open}:${actual}`);
    });
  });
