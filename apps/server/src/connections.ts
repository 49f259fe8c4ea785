import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server, and what is going on on them. */
export interface Connections {
  /** Counts `handle` as going on until what it returns has settled, also when its client has gone. */
  counting<Parameters extends readonly unknown[], T>(
    handle: (...parameters: Parameters) => Promise<T>,
  ): (...parameters: Parameters) => Promise<T>;
  /** The request that came last on a connection, with its answer, until that has ended. */
  exchangeOn(socket: Socket): Exchange | undefined;
  /**
   * Takes no new connections and cuts those on which nothing is asked, lets the requests in flight finish, and cuts
   * what has not finished after `timeout` milliseconds.
   */
  drain(timeout: number): Promise<void>;
}

/** A request and its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** For how long what a client still sends is read and thrown away once it has its answer. */
export interface Linger {
  /** Milliseconds without a byte (2,000). */
  readonly silence: number;
  /** Milliseconds altogether (10,000). */
  readonly time: number;
  /** Bytes (64 MiB). */
  readonly bytes: number;
}

const LINGER: Linger = { silence: 2_000, time: 10_000, bytes: 64 * 1024 * 1024 };

const IDLE_INTERVAL = 50;
const LINGER_INTERVAL = 100;

// Whose turn it is: the client's, when more of its request is to come or it has not taken what was answered; else ours.
const isClientsTurn = (socket: Socket, exchange: Exchange | undefined): boolean =>
  exchange === undefined ||
  (!exchange.request.complete && exchange.request.readableLength === 0) ||
  socket.writableLength > 0;

/**
 * Watches a server's connections: one on which the client does nothing for `inactivity` milliseconds though it is its turn is cut. A server at work cuts
 * nobody. A client that is answered before all of its request has come may go on sending for a while, so that it lives to read the answer.
 */
export const watchConnections = (server: Server, inactivity: number, linger: Linger = LINGER): Connections => {
  const open = new Map<Socket, Exchange | undefined>();
  const lingering = new Map<Socket, { closes: boolean }>();
  let handling = 0;

  // To close a socket with unread bytes resets the connection, and a client that is reset while it sends does not read what it was answered.
  const lingerOn = (socket: Socket, request: IncomingMessage, cut: () => void): { closes: boolean } => {
    const state = { closes: false };
    lingering.set(socket, state);
    const [began, start] = [Date.now(), socket.bytesRead];
    let [heard, read] = [began, start];
    const settle = (): void => {
      clearInterval(ticking);
      lingering.delete(socket);
    };
    const ticking = setInterval(() => {
      const now = Date.now();
      if (socket.bytesRead !== read) [heard, read] = [now, socket.bytesRead];
      if (now - heard < linger.silence && now - began < linger.time && read - start <= linger.bytes) return;
      settle();
      cut();
    }, LINGER_INTERVAL);
    socket.once('close', settle);
    request.once('end', () => {
      settle();
      if (state.closes) cut();
    });
    // Whoever read the body has let go of it, but the stream that it was read through would still fill up, and stop.
    request.removeAllListeners('data');
    request.resume();
    return state;
  };

  server.on('connection', (socket: Socket) => {
    open.set(socket, undefined);
    socket.once('close', () => open.delete(socket));
    const cut = socket.destroySoon.bind(socket);
    // Node closes with this after the last answer on a connection, whether or not the request has come to its end.
    socket.destroySoon = () => {
      const request = open.get(socket)?.request;
      const state =
        lingering.get(socket) ??
        (request === undefined || request.complete || socket.destroyed ? undefined : lingerOn(socket, request, cut));
      if (state === undefined) cut();
      else state.closes = true;
    };
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const exchange = { request, response };
    open.set(socket, exchange);
    response.once('finish', () => {
      if (!request.complete && !socket.destroyed && !lingering.has(socket))
        lingerOn(socket, request, () => socket.destroy());
    });
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
    exchangeOn: (socket) => open.get(socket),
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
          for (const [socket, exchange] of open)
            if (isLate || (exchange === undefined && !lingering.has(socket))) socket.destroy();
          if (isLate || (isClosed && handling === 0)) {
            clearInterval(ticking);
            resolve();
          }
        }, IDLE_INTERVAL);
      }),
  };
};
