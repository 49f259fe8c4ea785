import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { watchConnections } from './connections.ts';
import type { Connections } from './connections.ts';

/** Why a request is refused before anybody can look at it. */
export type UnreadableCode = 'malformed_request' | 'headers_too_large' | 'timed_out';

/** The answer to a request that cannot be read. */
export interface UnreadableAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What an HTTP server needs. */
export interface HttpServerOptions {
  readonly fetch: (request: Request, bindings: object) => Promise<Response>;
  /** Answers what is no HTTP, or too much of it. */
  readonly answerUnreadable: (code: UnreadableCode) => UnreadableAnswer;
  /** For how many milliseconds a client may do nothing though it is its turn (30,000). */
  readonly inactivity?: number;
  /** Within how many milliseconds the headers of a request must have come (30,000). */
  readonly headersTimeout?: number;
}

/** A server and its connections. */
export interface HttpServer {
  readonly server: Server;
  readonly connections: Connections;
}

const TIMEOUT = 30_000;
const LINGER_TIMEOUT = 2_000;

const codeOf = ({ code }: NodeJS.ErrnoException): UnreadableCode => {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers_too_large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'timed_out' : 'malformed_request';
};

const textOf = ({ status, headers, body }: UnreadableAnswer): string => {
  const lines = Object.entries({ ...headers, 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close' }).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${status === 431 ? 'Request Header Fields Too Large' : status === 408 ? 'Request Timeout' : 'Bad Request'}`, ...lines, '', body].join('\r\n');
};

// What still comes is thrown away for a moment: a client that is reset while it sends does not read what it was answered.
const closeAfter = (socket: Socket, text: string): void => {
  socket.removeAllListeners('data');
  socket.on('data', () => undefined);
  socket.end(text);
  const timer = setTimeout(() => socket.destroy(), LINGER_TIMEOUT);
  socket.once('close', () => clearTimeout(timer));
};

/**
 * An HTTP server that is not listening yet. Its timeouts are for headers and between bytes, never for a whole request or answer. Whatever it
 * is sent that is no HTTP/1.1 is answered as well, as `answerUnreadable` says.
 */
export const createHttpServer = ({ fetch, answerUnreadable, inactivity = TIMEOUT, headersTimeout = TIMEOUT }: HttpServerOptions): HttpServer => {
  const listener = getRequestListener((request, bindings) => counted(request, bindings), {
    // What is left of a body is the business of `watchConnections`.
    autoCleanupIncoming: false,
    errorHandler: (error) => {
      if (!(error instanceof RequestError)) throw error;
      const { status, headers, body } = answerUnreadable('malformed_request');
      return new Response(body, { status, headers });
    },
  });
  const interval = Math.min(headersTimeout, 1_000);
  const server = createServer({ requestTimeout: 0, headersTimeout, connectionsCheckingInterval: interval, requireHostHeader: false }, (incoming, outgoing) => void listener(incoming, outgoing));
  const connections = watchConnections(server, inactivity);
  const counted = connections.counting(fetch);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Who has gone, or has been answered in part, is not answered again.
    if (error.code === 'ECONNRESET' || !socket.writable || connections.isAnswering(socket as Socket)) socket.destroy();
    else closeAfter(socket as Socket, textOf(answerUnreadable(codeOf(error))));
  });
  return { server, connections };
};
