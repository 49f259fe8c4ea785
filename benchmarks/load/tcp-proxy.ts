import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A TCP proxy between a client and a server whose connections can be cut. */
export interface TcpProxy {
  /** The URL to which clients connect. */
  readonly url: string;
  /**
   * Cuts each of the next `connections` connections, in both directions at once, after more than `bytes` bytes have
   * passed.
   */
  cutNext(connections: number, bytes: number): void;
  /** The number of connections that were cut. */
  readonly cuts: number;
  close(): Promise<void>;
}

/** Starts a proxy to a server. */
export const startTcpProxy = async (target: string): Promise<TcpProxy> => {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let [toCut, limit, cuts] = [0, 0, 0];
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const limitHere = toCut > 0 ? limit : Number.POSITIVE_INFINITY;
    toCut = Math.max(0, toCut - 1);
    let passed = 0;
    let isCut = false;
    const end = (): void => {
      if (isCut) return;
      client.destroy();
      upstream.destroy();
    };
    const count = (chunk: Buffer): void => {
      passed += chunk.length;
      if (passed <= limitHere || isCut) return;
      isCut = true;
      cuts += 1;
      // Data that has passed must still arrive: a reset would discard data that the client has not read.
      client.destroySoon();
      upstream.resetAndDestroy();
    };
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('data', count);
      socket.on('error', end);
      socket.on('close', () => {
        open.delete(socket);
        end();
      });
    }
    client.pipe(upstream);
    upstream.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutNext: (connections, bytes) => {
      toCut = connections;
      limit = bytes;
    },
    get cuts() {
      return cuts;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
