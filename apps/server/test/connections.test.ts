import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { watchConnections } from '../src/connections.ts';
import type { Connections, Linger } from '../src/connections.ts';

const INACTIVITY = 100;
const LONG = 10_000;

let server: Server;
let connections: Connections;
const sockets: Socket[] = [];

const serve = async (
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  inactivity = INACTIVITY,
  linger?: Linger,
): Promise<void> => {
  server = createServer({ keepAliveTimeout: LONG }, handle);
  connections = watchConnections(server, inactivity, linger);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
};

const open = async (): Promise<Socket> => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
};

/** What the other side sends until it ends or cuts the connection. */
const received = async (socket: Socket): Promise<string> => {
  let text = '';
  socket.on('data', (part: Buffer) => {
    text += part.toString('latin1');
  });
  socket.on('error', () => undefined);
  await once(socket, 'close');
  return text;
};

const later = (): { readonly promise: Promise<void>; readonly resolve: () => void } => {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
};

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await connections.drain(0);
});

// In a process of its own: it goes on while this one is busy.
const READER = `
  const socket = require('node:net').connect(Number(process.argv[1]), '127.0.0.1', () => socket.write('GET / HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n'));
  let bytes = 0;
  socket.on('data', (chunk) => (bytes += chunk.length)).on('error', () => undefined).on('close', () => console.log(bytes));`;

describe('inactivity', () => {
  test('is not blamed on a client that could not be served because this process was busy', async () => {
    const bytes = 64 * 1024 * 1024;
    // Longer than the reader is kept waiting on a busy machine.
    const inactivity = 500;
    await serve((_request, response) => {
      response.end(Buffer.alloc(bytes));
      setImmediate(() => {
        const until = performance.now() + 2 * inactivity;
        while (performance.now() < until);
      });
    }, inactivity);
    const reader = spawn(process.execPath, ['-e', READER, String((server.address() as AddressInfo).port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(reader.stdout, 'data')) as [Buffer];
    expect(Number(said.toString('utf8'))).toBeGreaterThan(bytes);
  });

  test('of a client that stops in the middle of its body is cut', async () => {
    await serve((request) => request.resume());
    const socket = await open();
    const end = received(socket);
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf');
    expect(await end).toBe('');
  });

  test('of a client that takes nothing of its answer is cut', async () => {
    let cut: Promise<unknown> | undefined;
    await serve((_request, response) => {
      cut = once(response, 'close');
      response.write(Buffer.alloc(64 * 1024 * 1024));
    });
    const socket = await open();
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(server, 'request');
    await expect(cut).resolves.toBeDefined();
  });

  test('of a server that is still at work cuts nobody', async () => {
    await serve((_request, response) => {
      void delay(4 * INACTIVITY).then(() => response.end('done'));
    });
    const socket = await open();
    const end = received(socket);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(await end).toMatch(/done/);
  });
});

describe('a client that is answered before its request has ended', () => {
  const HALF = 'POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 100000000\r\n\r\nhalf';

  test.each([
    ['says nothing more', { silence: INACTIVITY, time: LONG, bytes: LONG }, 0],
    ['never comes to an end', { silence: LONG, time: 3 * INACTIVITY, bytes: 1_000_000_000 }, 1],
    ['sends too much', { silence: LONG, time: LONG, bytes: 1_000 }, 1_000_000],
  ])('is cut when it %s', async (_, linger, bytes) => {
    await serve((_request, response) => response.end('early'), LONG, linger);
    const socket = await open();
    const end = received(socket);
    socket.write(HALF);
    const going = setInterval(() => {
      if (bytes > 0) socket.write(Buffer.alloc(bytes));
    }, 10);
    const began = Date.now();
    expect(await end).toMatch(/early$/);
    clearInterval(going);
    expect(Date.now() - began).toBeLessThan(LONG / 2);
  });

  test('is waited for by a drain', async () => {
    await serve((_request, response) => response.end('early'), LONG);
    const socket = await open();
    const end = received(socket);
    socket.write(HALF.replace('100000000', '8'));
    await once(socket, 'data');
    const drained = connections.drain(LONG);
    await delay(INACTIVITY);
    expect(socket.destroyed).toBe(false);
    socket.write('full');
    await drained;
    expect(await end).toMatch(/early$/);
  });
});

describe('drain', () => {
  test('waits for no connection on which nothing was ever asked', async () => {
    await serve((_request, response) => response.end(), LONG);
    const end = received(await open());
    const start = Date.now();
    await connections.drain(LONG);
    expect(await end).toBe('');
    expect(Date.now() - start).toBeLessThan(LONG / 2);
  });

  test('lets a request in flight finish', async () => {
    const { promise: asked, resolve: finish } = later();
    await serve((_request, response) => {
      void asked.then(() => response.end('done'));
    }, LONG);
    const socket = await open();
    const end = received(socket);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(server, 'request');
    const drained = connections.drain(LONG);
    finish();
    expect(await end).toMatch(/done/);
    await expect(drained).resolves.toBeUndefined();
  });

  test('waits for what is handled for a client that has gone', async () => {
    const { promise, resolve } = later();
    let isHandled = false;
    await serve((_request, response) => {
      void connections.counting(async () => {
        await promise;
        isHandled = true;
      })();
      response.socket?.destroy();
    }, LONG);
    const socket = await open();
    const gone = received(socket);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await gone;
    const drained = connections.drain(LONG);
    resolve();
    await drained;
    expect(isHandled).toBe(true);
  });
});
