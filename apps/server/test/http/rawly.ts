import { connect } from 'node:net';
import type { Fetch } from './conforming.ts';

/** Sends a request's first line through a socket, with these headers and no others, and resolves to what is answered until the connection ends. */
export const rawly =
  (origin: string, headers: readonly string[]): Fetch =>
  async ({ method, url }) => {
    const { hostname, port } = new URL(origin);
    const { pathname, search } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write([`${method} ${pathname}${search} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n'));
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    const end = text.indexOf('\r\n\r\n');
    const [first = '', ...lines] = text.slice(0, end).split('\r\n');
    const answered = lines.map((line): [string, string] => [
      line.slice(0, line.indexOf(':')),
      line.slice(line.indexOf(':') + 1).trim(),
    ]);
    return new Response(text.slice(end + 4), { status: Number(first.split(' ')[1]), headers: answered });
  };
