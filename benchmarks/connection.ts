import { answersOf, openSocket } from './load.ts';

/** A response, and how many milliseconds after the request it arrived. */
export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly milliseconds: number;
}

/** A persistent connection; it sends one request at a time. */
export interface Connection {
  ask(request: Buffer): Promise<Answered>;
  close(): void;
}

/** Opens a connection to a server. */
export const openConnection = async (url: string): Promise<Connection> => {
  const socket = await openSocket(url);
  let [settle, fail]: [(answer: Answered) => void, (error: Error) => void] = [() => undefined, () => undefined];
  let began = 0;
  socket.on(
    'data',
    answersOf(socket, (status, body) => settle({ status, body, milliseconds: performance.now() - began })),
  );
  socket.on('error', (error) => fail(error));
  socket.on('close', () => fail(new Error('The server closed a connection.')));
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        [settle, fail] = [resolve, reject];
        began = performance.now();
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
};
