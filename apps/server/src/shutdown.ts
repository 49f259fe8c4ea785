import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from './log.ts';

/** The resources that a server has opened so far; an interrupted start has opened only some of them. */
export interface Running {
  readonly http?: { drain(timeout: number): Promise<void> } | undefined;
  readonly kafka?: { stop(): Promise<void> } | undefined;
  readonly housekeeping?: { stop(): Promise<void> } | undefined;
  readonly database?: { close(): Promise<void> } | undefined;
  readonly postgres?: { stop(): Promise<void> } | undefined;
  readonly dataDirectory?: { release(): void } | undefined;
}

const DRAIN_TIMEOUT = 8_000;
const HOUSEKEEPING_TIMEOUT = 2_000;
const DATABASE_TIMEOUT = 1_000;

/**
 * Stops everything so that nothing is stopped while something else still needs it: first requests and messages, then
 * housekeeping, then the pool, then PostgreSQL; last, it releases the data directory. A part that fails to stop is
 * logged, and the others are stopped anyway. Returns whether all stopped without an error. Takes less than 15 seconds.
 */
export const stopAll = async (
  { http, kafka, housekeeping, database, postgres, dataDirectory }: Running,
  log: Logger,
): Promise<boolean> => {
  let clean = true;
  const attempt = async (what: string, stop: () => Promise<void> | void): Promise<void> => {
    try {
      await stop();
    } catch (error) {
      clean = false;
      log.error({ error: String(error) }, `could not stop ${what}`);
    }
  };
  await Promise.all([
    http && attempt('the HTTP server', () => http.drain(DRAIN_TIMEOUT)),
    kafka &&
      attempt('what reads and writes Kafka', () =>
        Promise.race([kafka.stop(), delay(DRAIN_TIMEOUT, undefined, { ref: false })]),
      ),
  ]);
  if (housekeeping)
    await attempt('housekeeping', () =>
      Promise.race([housekeeping.stop(), delay(HOUSEKEEPING_TIMEOUT, undefined, { ref: false })]),
    );
  if (database)
    await attempt('the connection pool', () =>
      Promise.race([database.close(), delay(DATABASE_TIMEOUT, undefined, { ref: false })]),
    );
  if (postgres) await attempt('PostgreSQL', () => postgres.stop());
  if (dataDirectory) await attempt('using the data directory', () => dataDirectory.release());
  return clean;
};

/**
 * Calls `stop` at the first signal that asks this process to end. Further signals are ignored, because one request to
 * stop can arrive as several signals.
 */
export const onStopSignal = (stop: (signal: NodeJS.Signals) => void): void => {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      stop(signal);
    });
  }
};
