// The health check of a container: exits with 0 if the server of this container is alive and with 1 if it is not. It
// reads HOST and PORT as the server does.
import { isIPv6 } from 'node:net';

const TIMEOUT = 4_000;

const host = process.env['HOST'] ?? '';
const port = process.env['PORT'] ?? '';

/** Returns the address at which this machine reaches a server that listens on `host`. */
const reachable = (listens: string): string => {
  if (listens === '' || listens === '0.0.0.0') return '127.0.0.1';
  if (listens === '::') return '[::1]';
  return isIPv6(listens) ? `[${listens}]` : listens;
};

const isAlive = await fetch(`http://${reachable(host)}:${port === '' ? '8080' : port}/healthz`, {
  signal: AbortSignal.timeout(TIMEOUT),
}).then(
  ({ ok }) => ok,
  () => false,
);
process.exitCode = isAlive ? 0 : 1;
