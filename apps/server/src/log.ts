import { destination, pino } from 'pino';
import type { DestinationStream } from 'pino';

/** How much is logged, from nothing to everything. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** How much is logged. */
export type LogLevel = (typeof logLevels)[number];

/** Writes one log entry: fields for machines, a message for people. Neither may hold a secret or an item's data. */
export type Log = (fields: object, message: string) => void;

/** Logs by severity. */
export interface Logger {
  readonly error: Log;
  readonly warn: Log;
  readonly info: Log;
  readonly debug: Log;
}

// No entry is made with any of these; should one ever be, what it holds does not get out.
const HIDDEN: ReadonlySet<string> = new Set([
  'authorization',
  'Authorization',
  'cookie',
  'data',
  'metadata',
  'password',
  'secret',
  'token',
  'value',
]);

const HIDDEN_DEPTH = 3;

/** The same fields, without what is hidden: the very object where there is none of it, as nearly always. */
const hide = (fields: object, depth = 1): Record<string, unknown> => {
  let shown = fields as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields)) {
    const safe = HIDDEN.has(name)
      ? '[hidden]'
      : depth < HIDDEN_DEPTH && typeof value === 'object' && value !== null
        ? hide(value, depth + 1)
        : value;
    if (safe !== value) shown = { ...shown, [name]: safe };
  }
  return shown;
};

/** Where the log goes if nobody says otherwise: to stderr, each line written before the call returns, so that none is lost when the process ends. */
export const toStderr = (): DestinationStream => {
  const stream = destination({ fd: 2, sync: true });
  // Who reads the log may leave; that is no reason to end.
  stream.on('error', () => undefined);
  return stream;
};

/** Logs one JSON object per line: `level`, `time` (RFC 3339), the fields, then `message`; entries below `level` are dropped. */
export const createLogger = (level: LogLevel, stream: DestinationStream, now: () => Date): Logger =>
  pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${now().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }), log: (fields) => hide(fields) },
    },
    stream,
  );
