import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from './log.ts';

/** A periodic job. */
export interface Job {
  readonly name: string;
  /**
   * Mean milliseconds between two runs. Each interval varies by up to half of this either way, so that servers do not
   * run the job at the same time.
   */
  readonly every: number;
  /** Whether the job also runs at the start, for work that an earlier server may have left. */
  readonly atStart?: boolean;
  /** Whether the job runs once more at the end. */
  readonly atEnd?: boolean;
  /**
   * Runs the job and resolves to the number of rows it changed or removed. Stops early, at a consistent point, when the
   * signal aborts.
   */
  readonly run: (at: Date, signal: AbortSignal) => Promise<number>;
}

/** The jobs of a running server. */
export interface Housekeeping {
  /**
   * Starts no more periodic runs, waits until running jobs have stopped at a consistent point, then runs the jobs with
   * `atEnd`.
   */
  stop(): Promise<void>;
}

/** The dependencies of housekeeping. */
export interface HousekeepingOptions {
  readonly now: () => Date;
  readonly log: Logger;
  /** Returns a random number from 0 (inclusive) to 1 (exclusive). */
  readonly random?: () => number;
  /** Resolves after the given milliseconds, or as soon as the signal aborts. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

const waitUnlessAborted = (milliseconds: number, signal: AbortSignal): Promise<unknown> =>
  delay(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);

/**
 * Starts running each job periodically. Runs of the same job never overlap. A job that fails is logged and runs again
 * after its next interval.
 */
export const keepHouse = (
  jobs: readonly Job[],
  { now, log, random = Math.random, wait = waitUnlessAborted }: HousekeepingOptions,
): Housekeeping => {
  const stopping = new AbortController();
  const { signal } = stopping;

  const once = async ({ name, run }: Job): Promise<void> => {
    try {
      const rows = await run(now(), signal);
      if (rows > 0) log.info({ job: name, rows }, 'kept house');
    } catch (error) {
      log.warn(
        { job: name, error: error instanceof Error ? error.name : typeof error },
        'a job of housekeeping failed and is done again later',
      );
    }
  };

  const repeat = async (job: Job): Promise<void> => {
    if (job.atStart === true) await once(job);
    while (!signal.aborted) {
      await wait(job.every * (0.5 + random()), signal);
      if (!signal.aborted) await once(job);
    }
    if (job.atEnd === true) await once(job);
  };

  const ended = Promise.all(jobs.map(repeat));
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
};
