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

const ignore: Log = () => undefined;

/** Logs one JSON object per line through `write`: `time` (RFC 3339), `level`, `message`, then the fields; entries below `level` are dropped. */
export const createLogger = (level: LogLevel, write: (line: string) => void, now: () => Date): Logger => {
  const logAt = (severity: Exclude<LogLevel, 'silent'>): Log =>
    logLevels.indexOf(severity) > logLevels.indexOf(level)
      ? ignore
      : (fields, message) => write(`${JSON.stringify({ time: now().toISOString(), level: severity, message, ...fields })}\n`);
  return { error: logAt('error'), warn: logAt('warn'), info: logAt('info'), debug: logAt('debug') };
};
