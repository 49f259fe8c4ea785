import { createServer, STATUS_CODES } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { watchConnections } from './connections.ts';
import type { Connections } from './connections.ts';

/** Why a request is refused before anybody can look at it. */
export type UnreadableCode = 'malformed_request' | 'headers_too_large' | 'timed_out' | 'expectation_failed';

/** The answer to a request that cannot be read. */
export interface UnreadableAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What an HTTP server needs. */
export interface HttpServerOptions {
  readonly fetch: (request: Request, bindings: object) => Promise<Response>;
  /** Answers what is no HTTP, or too much of it; `requestId` is the one that the client gave, where that could be read. */
  readonly answerUnreadable: (code: UnreadableCode, requestId?: string) => UnreadableAnswer;
  /** For how many milliseconds a client may do nothing though it is its turn (30,000). */
  readonly inactivity?: number;
  /** Within how many milliseconds the headers of a request must have come (30,000), counted from its first byte, or from the start of a new connection. */
  readonly headersTimeout?: number;
  /** For how many milliseconds a connection is kept open after an answer (75,000), and a second more. */
  readonly keepAlive?: number;
}

/** A server and its connections. */
export interface HttpServer {
  readonly server: Server;
  readonly connections: Connections;
}

const TIMEOUT = 30_000;
const KEEP_ALIVE = 75_000;
const LINGER_TIMEOUT = 2_000;

const codeOf = ({ code }: NodeJS.ErrnoException): UnreadableCode => {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers_too_large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'timed_out' : 'malformed_request';
};

const headersOf = ({ headers, body }: UnreadableAnswer): Readonly<Record<string, string>> => ({
  ...headers,
  'Content-Length': String(Buffer.byteLength(body)),
  Connection: 'close',
});

const textOf = (answer: UnreadableAnswer): string => {
  const lines = Object.entries({ ...headersOf(answer), Date: new Date().toUTCString() }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`, ...lines, '', answer.body].join('\r\n');
};

// What still comes is thrown away for a moment: a client that is reset while it sends does not read what it was answered.
const closeAfter = (socket: Socket, text: string): void => {
  socket.removeAllListeners('data');
  socket.on('data', () => undefined);
  socket.end(text);
  const timer = setTimeout(() => socket.destroy(), LINGER_TIMEOUT);
  socket.once('close', () => clearTimeout(timer));
};

const hostsIn = (rawHeaders: readonly string[]): readonly string[] =>
  rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host' ? [rawHeaders[index + 1] ?? ''] : [],
  );

/** Why a request is refused whatever it asks for; `undefined` for one that is right (RFC 9112, 3.2, and RFC 9110, 10.1.1). */
const refusalOf = ({
  rawHeaders,
  headers,
  httpVersionMajor,
  httpVersionMinor,
}: IncomingMessage): UnreadableCode | undefined => {
  if (httpVersionMajor !== 1) return 'malformed_request';
  const hosts = hostsIn(rawHeaders);
  const isOld = httpVersionMinor === 0;
  // What is older than HTTP/1.1 needs none, as health checks of load balancers have it.
  if (hosts.length > 1 || (!isOld && (hosts[0] ?? '') === '')) return 'malformed_request';
  return !isOld && headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue'
    ? 'expectation_failed'
    : undefined;
};

/**
 * An HTTP server that is not listening yet. Its timeouts are for headers and between bytes, never for a whole request or answer. Whatever it
 * is sent that is no HTTP/1.1 is answered as well, as `answerUnreadable` says, after what was asked before it.
 */
export const createHttpServer = ({
  fetch,
  answerUnreadable,
  inactivity = TIMEOUT,
  headersTimeout = TIMEOUT,
  keepAlive = KEEP_ALIVE,
}: HttpServerOptions): HttpServer => {
  const refuse = ({ headers }: IncomingMessage, outgoing: ServerResponse, code: UnreadableCode): void => {
    const given = headers['x-request-id'];
    const answer = answerUnreadable(code, typeof given === 'string' ? given : undefined);
    outgoing.writeHead(answer.status, headersOf(answer)).end(answer.body);
  };
  let isUnreadable = false;
  const listener = getRequestListener((request, bindings) => counted(request, bindings), {
    // Where a request of HTTP/1.0 names no host.
    hostname: 'localhost',
    // What is left of a body is the business of `watchConnections`.
    autoCleanupIncoming: false,
    errorHandler: (error) => {
      if (!(error instanceof RequestError)) throw error;
      isUnreadable = true;
    },
  });
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const refusal = refusalOf(incoming);
    if (refusal !== undefined) return refuse(incoming, outgoing, refusal);
    isUnreadable = false;
    // It looks at the URL and the host before it returns.
    void listener(incoming, outgoing);
    if (isUnreadable) refuse(incoming, outgoing, 'malformed_request');
  };
  const interval = Math.min(headersTimeout, 1_000);
  const server = createServer(
    {
      requestTimeout: 0,
      headersTimeout,
      keepAliveTimeout: keepAlive,
      connectionsCheckingInterval: interval,
      requireHostHeader: false,
    },
    answer,
  );
  const connections = watchConnections(server, inactivity);
  const counted = connections.counting(fetch);
  // Node would answer this, and close at that, without a word.
  server.on('checkExpectation', (incoming, outgoing) => void server.emit('request', incoming, outgoing));
  server.on('connect', (incoming: IncomingMessage, socket) =>
    closeAfter(
      socket as Socket,
      textOf(answerUnreadable('malformed_request', incoming.headers['x-request-id'] as string | undefined)),
    ),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, duplex) => {
    const socket = duplex as Socket;
    const answerNow = (): void => {
      if (socket.writable) closeAfter(socket, textOf(answerUnreadable(codeOf(error))));
      else socket.destroy();
    };
    // Who has gone is not answered. Who has opened a connection for later, and sent nothing, would take an answer for that to the next request.
    if (error.code === 'ECONNRESET' || (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && socket.bytesRead === 0))
      return void socket.destroy();
    const exchange = connections.exchangeOn(socket);
    if (exchange === undefined) return answerNow();
    // What came behind a whole request is answered behind its answer.
    if (exchange.request.complete) return void exchange.response.once('close', answerNow);
    if (exchange.response.headersSent) socket.destroy();
    else answerNow();
  });
  return { server, connections };
};
