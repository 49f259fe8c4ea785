import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** Returns the bytes of one request. */
export const requestOf = (method: string, path: string, token: string, body?: string): Buffer =>
  Buffer.from(
    [
      `${method} ${path} HTTP/1.1`,
      'Host: localhost',
      `Authorization: Bearer ${token}`,
      ...(body === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]),
      '',
      body ?? '',
    ].join('\r\n'),
  );

/** The description of a load. */
export interface Load {
  readonly url: string;
  readonly connections: number;
  /** The number of requests of all connections together; each connection sends one after another. */
  readonly requests: number;
  readonly request: (n: number, connection: number) => Buffer;
  /** Called with the body of each response. */
  readonly onAnswer?: (body: string, n: number, connection: number) => void;
}

const HEAD_END = '\r\n\r\n';

/** Reads one response after another from a connection. Each response must have a length or no content. */
export const answersOf = (
  socket: Socket,
  onAnswer: (status: number, body: string) => void,
): ((chunk: Buffer) => void) => {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const headEnd = rest.indexOf(HEAD_END);
    if (headEnd === -1) return;
    const head = rest.toString('latin1', 0, headEnd);
    const length = head.startsWith('204', 9) ? '0' : /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      socket.destroy(new Error(`An answer has no length: ${head}`));
      return;
    }
    const end = headEnd + HEAD_END.length + Number(length);
    if (rest.length < end) return;
    const body = rest.toString('utf8', headEnd + HEAD_END.length, end);
    rest = rest.subarray(end);
    onAnswer(Number(head.slice(9, 12)), body);
  };
};

/** Connects to a server. */
export const openSocket = (url: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });

/**
 * Sends requests on persistent connections, and resolves to the number of responses per second. It uses bare sockets to
 * need little of the machine that it shares with the measured server. Rejects at the first response that is not
 * successful.
 */
export const drive = async ({ url, connections, requests, request, onAnswer }: Load): Promise<number> => {
  const sockets = await Promise.all(Array.from({ length: connections }, () => openSocket(url)));
  let sent = 0;
  const began = performance.now();
  await Promise.all(
    sockets.map(
      (socket, connection) =>
        new Promise<void>((resolve, reject) => {
          let current = 0;
          const next = (): void => {
            if (sent === requests) return resolve();
            current = sent;
            sent += 1;
            socket.write(request(current, connection));
          };
          socket.once('error', reject);
          socket.once('close', () => reject(new Error('A connection was closed under load.')));
          socket.on(
            'data',
            answersOf(socket, (status, body) => {
              if (status < 200 || status > 299) return reject(new Error(`A request was answered ${status}: ${body}`));
              onAnswer?.(body, current, connection);
              next();
            }),
          );
          next();
        }),
    ),
  ).finally(() => {
    for (const socket of sockets) socket.destroy();
  });
  return requests / ((performance.now() - began) / 1000);
};
