import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { unreadable } from '@goldset/adapter-http';
import { createHttpServer } from '../../src/http-server.ts';
import { newApi } from './client.ts';
import type { Api } from './client.ts';
import { conforming } from './conforming.ts';
import { startTestApp } from './server.ts';
import type { TestApp } from './server.ts';

/** An application that is reached through a socket. */
export interface ListeningApp {
  readonly api: Api;
  readonly origin: string;
  /** The first user's token. */
  readonly token: string;
  close(): Promise<void>;
}

/** Serves a test's application on a free port of this machine; every answer is checked against the committed contract. */
export const listenOn = async (app: TestApp): Promise<ListeningApp> => {
  const { server } = createHttpServer({ fetch: app.fetch, answerUnreadable: (code) => unreadable(code, 'unread') });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const overSocket = (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(origin + pathname + search, request));
  };
  return {
    api: newApi(conforming(overSocket), app.token),
    origin,
    token: app.token,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** Starts an application of its own, and serves it. */
export const startListening = async (): Promise<ListeningApp> => {
  const app = await startTestApp();
  const server = await listenOn(app);
  return {
    ...server,
    close: async () => {
      await server.close();
      await app.close();
    },
  };
};
