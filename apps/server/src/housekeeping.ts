import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from './log.ts';

/** Something that is done from time to time. */
export interface Job {
  readonly name: string;
  /** Milliseconds between two times; what comes in between varies by half of it either way, so that servers do not do it in step. */
  readonly every: number;
  /** Whether it is done at once as well, for what an earlier server may have left. */
  readonly atStart?: boolean;
  /** Whether it is done once more at the end. */
  readonly atEnd?: boolean;
  /** Does it, and says how many rows it changed or removed. Stops early, at a good place, once the signal aborts. */
  readonly run: (at: Date, signal: AbortSignal) => Promise<number>;
}

/** The jobs of a running server. */
export interface Housekeeping {
  /** Starts nothing more, waits for what is going on to come to a good place, and does what is to be done at the end. */
  stop(): Promise<void>;
}

/** What housekeeping needs from outside. */
export interface HousekeepingOptions {
  readonly now: () => Date;
  readonly log: Logger;
  /** A number from 0 up to 1. */
  readonly random?: () => number;
  /** Resolves after so many milliseconds, or as soon as the signal aborts. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

const waitUnlessAborted = (milliseconds: number, signal: AbortSignal): Promise<unknown> =>
  delay(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);

/** Does each job from time to time, one never twice at once. A job that fails is logged, and done again the next time. */
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
