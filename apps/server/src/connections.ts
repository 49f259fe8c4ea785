import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server, and what is going on on them. */
export interface Connections {
  /** Counts `handle` as going on until what it returns has settled, also when its client has gone. */
  counting<Parameters extends readonly unknown[], T>(handle: (...parameters: Parameters) => Promise<T>): (...parameters: Parameters) => Promise<T>;
  /**
   * Takes no new connections and cuts those on which nothing is asked, lets the requests in flight finish, and cuts
   * what has not finished after `timeout` milliseconds.
   */
  drain(timeout: number): Promise<void>;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const IDLE_INTERVAL = 50;

// Whose turn it is: the client's, when more of its request is to come or it has not taken what was answered; else ours.
const isClientsTurn = (socket: Socket, exchange: Exchange | undefined): boolean =>
  exchange === undefined || (!exchange.request.complete && exchange.request.readableLength === 0) || socket.writableLength > 0;

/** Watches a server's connections: one on which the client does nothing for `inactivity` milliseconds though it is its turn is cut. A server at work cuts nobody. */
export const watchConnections = (server: Server, inactivity: number): Connections => {
  const open = new Map<Socket, Exchange | undefined>();
  let handling = 0;

  server.on('connection', (socket: Socket) => {
    open.set(socket, undefined);
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const exchange = { request, response };
    open.set(socket, exchange);
    response.once('close', () => {
      if (open.get(socket) === exchange) open.set(socket, undefined);
    });
  });
  server.setTimeout(inactivity, (socket) => {
    if (isClientsTurn(socket, open.get(socket))) socket.destroy();
    else socket.setTimeout(inactivity);
  });

  return {
    counting:
      (handle) =>
      async (...parameters) => {
        handling += 1;
        try {
          return await handle(...parameters);
        } finally {
          handling -= 1;
        }
      },
    drain: (timeout) =>
      new Promise((resolve) => {
        let isClosed = false;
        const end = Date.now() + timeout;
        server.close(() => {
          isClosed = true;
        });
        // A kept-alive connection turns idle when its request ends, and nobody tells.
        const ticking = setInterval(() => {
          const isLate = Date.now() >= end;
          for (const [socket, exchange] of open) if (isLate || exchange === undefined) socket.destroy();
          if (isLate || (isClosed && handling === 0)) {
            clearInterval(ticking);
            resolve();
          }
        }, IDLE_INTERVAL);
      }),
  };
};
