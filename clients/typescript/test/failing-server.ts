import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the server of a test got it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What the server of a test does with a request whose body it has read. */
export type Reply = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that does to the n-th request what the n-th reply says, and to all after the last one the same as to that. */
export interface FailingServer {
  readonly url: string;
  readonly seen: readonly Seen[];
  close(): Promise<void>;
}

/** Answers JSON. */
export const answering =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply =>
  (response) => {
    const isProblem = status >= 400;
    response
      .writeHead(status, { 'Content-Type': isProblem ? 'application/problem+json' : 'application/json', ...headers })
      .end(JSON.stringify(body));
  };

/** Answers a problem. */
export const refusing = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Reply =>
  answering(
    status,
    { type: `/problems/${code}`, title: code, status, detail: `It is ${code}.`, code, request_id: 'r1' },
    headers,
  );

/** Breaks the connection without an answer. */
export const hangingUp: Reply = (response) => {
  response.destroy();
};

/** Begins an answer and breaks the connection in the middle. */
export const breakingOff =
  (begin: string, mediaType: string): Reply =>
  (response) => {
    response.writeHead(200, { 'Content-Type': mediaType });
    response.write(begin, () => response.destroy());
  };

/** Serves replies on a free port of this machine. */
export const serveReplies = async (...replies: readonly Reply[]): Promise<FailingServer> => {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const reply = replies[Math.min(seen.length, replies.length - 1)];
    seen.push({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks),
    });
    reply?.(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
