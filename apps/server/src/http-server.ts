import { createServer, STATUS_CODES } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { watchConnections } from './connections.ts';
import type { Connections } from './connections.ts';

/** Why a request is refused before its content is read. */
export type UnreadableCode = 'malformed_request' | 'headers_too_large' | 'timed_out' | 'expectation_failed';

/** The response to a request that cannot be read. */
export interface UnreadableAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The options of `createHttpServer`. */
export interface HttpServerOptions {
  readonly fetch: (request: Request, bindings: object) => Promise<Response>;
  /**
   * Creates the response to input that is not valid HTTP or too large; `requestId` is the client's request id, if it
   * could be read.
   */
  readonly answerUnreadable: (code: UnreadableCode, requestId?: string) => UnreadableAnswer;
  /** Milliseconds that a client may do nothing while the server waits for it (30,000). */
  readonly inactivity?: number;
  /**
   * Milliseconds within which the headers of a request must arrive (30,000), counted from the first byte of the
   * request, or from the start of a new connection.
   */
  readonly headersTimeout?: number;
  /** Milliseconds that a connection is kept open after a response (75,000); Node adds one second. */
  readonly keepAlive?: number;
}

/** An HTTP server and its connections. */
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

// Discards what the client still sends for up to `LINGER_TIMEOUT`: a client whose connection is reset while it sends
// does not read the response.
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

/**
 * Returns why a request is refused whatever it asks for; `undefined` if it is valid (RFC 9112, 3.2, and RFC 9110,
 * 10.1.1).
 */
const refusalOf = ({
  rawHeaders,
  headers,
  httpVersionMajor,
  httpVersionMinor,
}: IncomingMessage): UnreadableCode | undefined => {
  if (httpVersionMajor !== 1) return 'malformed_request';
  const hosts = hostsIn(rawHeaders);
  const isOld = httpVersionMinor === 0;
  // A request older than HTTP/1.1 needs no `Host` header; health checks of load balancers send such requests.
  if (hosts.length > 1 || (!isOld && (hosts[0] ?? '') === '')) return 'malformed_request';
  return !isOld && headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue'
    ? 'expectation_failed'
    : undefined;
};

/**
 * Creates an HTTP server that is not listening yet. Its timeouts apply to headers and to the time between bytes, never
 * to a whole request or response. Input that is not HTTP/1.1 gets the response of `answerUnreadable`, after the
 * responses to earlier requests on the connection.
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
    // Used if a request of HTTP/1.0 names no host.
    hostname: 'localhost',
    // `watchConnections` handles the rest of an unread body.
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
    // The listener checks the URL and the host, and reports errors in them to `errorHandler`, before it returns.
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
  // Without this listener, Node would send a response without a body and close the connection.
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
    // A client that has disconnected gets no response. A client that opened a connection in advance and has sent
    // nothing would mistake the response for the one to its next request.
    if (error.code === 'ECONNRESET' || (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && socket.bytesRead === 0))
      return void socket.destroy();
    const exchange = connections.exchangeOn(socket);
    if (exchange === undefined) return answerNow();
    // Unreadable input after a complete request is answered after the response to that request.
    if (exchange.request.complete) return void exchange.response.once('close', answerNow);
    if (exchange.response.headersSent) socket.destroy();
    else answerNow();
  });
  return { server, connections };
};
