import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server and the requests in flight on them. */
export interface Connections {
  /**
   * Wraps `handle` so that each call counts as in flight until its promise has settled, even if the client has
   * disconnected.
   */
  counting<Parameters extends readonly unknown[], T>(
    handle: (...parameters: Parameters) => Promise<T>,
  ): (...parameters: Parameters) => Promise<T>;
  /** Returns the last request on a connection with its response, until the response has been closed. */
  exchangeOn(socket: Socket): Exchange | undefined;
  /**
   * Accepts no new connections and closes idle ones, lets the requests in flight finish, and after `timeout`
   * milliseconds closes the connections that are still open.
   */
  drain(timeout: number): Promise<void>;
}

/** A request and its response. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** The limits within which the server reads and discards what a client still sends after it has its response. */
export interface Linger {
  /** Milliseconds without a byte (2,000). */
  readonly silence: number;
  /** Milliseconds in total (10,000). */
  readonly time: number;
  /** Bytes (64 MiB). */
  readonly bytes: number;
}

const LINGER: Linger = { silence: 2_000, time: 10_000, bytes: 64 * 1024 * 1024 };

const IDLE_INTERVAL = 50;
const LINGER_INTERVAL = 100;

// Returns whether the server waits for the client: for a request, for the rest of one, or until it reads the response.
const isClientsTurn = (socket: Socket, exchange: Exchange | undefined): boolean =>
  exchange === undefined ||
  (!exchange.request.complete && exchange.request.readableLength === 0) ||
  socket.writableLength > 0;

/**
 * Watches a server's connections. A connection is closed if the server waits for the client and the client does nothing
 * for `inactivity` milliseconds; never while the server is at work. A client that gets its response before all of its
 * request has arrived may continue to send within the limits of `linger`, so that it can read the response.
 */
export const watchConnections = (server: Server, inactivity: number, linger: Linger = LINGER): Connections => {
  const open = new Map<Socket, Exchange | undefined>();
  const lingering = new Map<Socket, { closes: boolean }>();
  let handling = 0;

  // Closing a socket with unread bytes resets the connection. A client whose connection is reset while it sends does
  // not read the response.
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
    // Nobody reads the body any more, but the stream through which it was read would fill up and stop.
    request.removeAllListeners('data');
    request.resume();
    return state;
  };

  server.on('connection', (socket: Socket) => {
    open.set(socket, undefined);
    socket.once('close', () => open.delete(socket));
    const cut = socket.destroySoon.bind(socket);
    // Node closes the connection with this method after the last response, even if the request has not ended.
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
        // A kept-alive connection becomes idle when its request ends, and no event says so.
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
