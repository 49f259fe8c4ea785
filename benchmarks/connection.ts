import { answersOf, openSocket } from './load.ts';

/** What was answered, and how many milliseconds after it was asked. */
export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly milliseconds: number;
}

/** A connection that is kept; one request at a time. */
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
