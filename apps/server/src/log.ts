import { destination, pino } from 'pino';
import type { DestinationStream } from 'pino';

/** The log levels, from logging nothing to logging everything. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** A log level. */
export type LogLevel = (typeof logLevels)[number];

/**
 * Writes one log entry: fields for machines and a message for people. Neither may contain a secret or an item's data.
 */
export type Log = (fields: object, message: string) => void;

/** Logs by severity. */
export interface Logger {
  readonly error: Log;
  readonly warn: Log;
  readonly info: Log;
  readonly debug: Log;
}

// No log entry should have any of these fields. If one ever does, the value is not written.
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

/** Returns the fields with hidden values replaced; the same object if there are none, which is nearly always so. */
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

/**
 * The default destination of the log: stderr. Each line is written before the call returns, so that none is lost when
 * the process ends.
 */
export const toStderr = (): DestinationStream => {
  const stream = destination({ fd: 2, sync: true });
  // The reader of the log may close the pipe; the server continues without it.
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
